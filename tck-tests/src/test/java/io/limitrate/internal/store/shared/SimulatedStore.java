package io.limitrate.internal.store.shared;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import io.limitrate.internal.store.shared.update.EntryUpdateProcessor;
import io.limitrate.spi.AsyncExchange.Exchanged;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A store on a timeline. A message takes 0.125 to 0.375 ms one way. The store itself takes no time,
 * so the counted operations are the load that the nodes offer.
 */
final class SimulatedStore implements AutoCloseable {
  /** The operations that a provider has. */
  enum Kind {
    /** Entry processors, and compare-and-set for returned units, as a Hazelcast member. */
    PROCESSOR,
    /** Compare-and-exchange only, as Redis. */
    EXCHANGE
  }

  private static final long LEAST_ONE_WAY_NANOS = TimeUnit.MICROSECONDS.toNanos(125);
  private static final long MOST_ONE_WAY_NANOS = TimeUnit.MICROSECONDS.toNanos(375);

  private final Kind kind;
  private final Timeline timeline;
  private final SplittableRandom random;
  private final CaffeineCachingProvider provider = new CaffeineCachingProvider();
  private final Cache<String, String> texts =
      provider
          .getCacheManager()
          .createCache(
              "simulated",
              new MutableConfiguration<String, String>()
                  .setTypes(String.class, String.class)
                  .setStoreByValue(false));
  private final Map<String, Load> loads = new HashMap<>();
  private boolean immediate;

  SimulatedStore(Kind kind, Timeline timeline, SplittableRandom random) {
    this.kind = kind;
    this.timeline = timeline;
    this.random = random;
  }

  Kind kind() {
    return kind;
  }

  Cache<String, String> texts() {
    return texts;
  }

  /** The operations on one entry so far. */
  static final class Load {
    long charges;
    long returns;
    long operations;
    long lostRaces;
    long givenUp;
  }

  /** Counts from now on. */
  void resetLoads() {
    loads.clear();
  }

  Load load(String key) {
    return loads.computeIfAbsent(key, name -> new Load());
  }

  /** Returns whether the update of a {@link Race} runs, to which answers come at once. */
  boolean immediate() {
    return immediate;
  }

  /** Runs an update where the entry lives, and passes the text found to the node. */
  void process(String key, String update, Executor node, Consumer<@Nullable String> answer) {
    roundTrip(
        key,
        node,
        () -> Objects.requireNonNullElse(texts.invoke(key, new EntryUpdateProcessor(), update), ""),
        found -> answer.accept(found.isEmpty() ? null : found));
  }

  /** Exchanges the text of an entry, and passes the result to the node. */
  void exchange(
      String key,
      @Nullable String found,
      @Nullable String next,
      Executor node,
      Consumer<Exchanged> answer) {
    roundTrip(key, node, () -> exchanged(key, found, next), answer);
  }

  private Exchanged exchanged(String key, @Nullable String found, @Nullable String next) {
    String current = texts.get(key);
    boolean read = Objects.equals(found, next);
    boolean done =
        read
            ? Objects.equals(current, found)
            : new Entry(new SharedCache(texts, null, null), key).replace(found, next);
    load(key).lostRaces += read || done || immediate ? 0 : 1;
    return new Exchanged(done, current);
  }

  private <T> void roundTrip(String key, Executor node, Supplier<T> operation, Consumer<T> answer) {
    if (immediate) {
      answer.accept(operation.get());
    } else {
      timeline.after(oneWay(), () -> arrived(key, node, operation, answer));
    }
  }

  private <T> void arrived(String key, Executor node, Supplier<T> operation, Consumer<T> answer) {
    load(key).operations++;
    T result = operation.get();
    timeline.after(oneWay(), () -> node.execute(() -> answer.accept(result)));
  }

  private long oneWay() {
    return random.nextLong(LEAST_ONE_WAY_NANOS, MOST_ONE_WAY_NANOS);
  }

  /**
   * Updates an entry by the loop of {@code UpdateStrategy}, which blocks a thread and is therefore
   * modelled: a node reads the text, and replaces the text if no other node has changed it
   * meanwhile; otherwise the node pauses and tries again. At the instant of the replacement the
   * real update runs, without further trips.
   */
  final class Race {
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final int MOST_DOUBLINGS = 6;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final String key;
    private final Executor node;
    private final Runnable update;
    private final int attempts;
    private final Consumer<Boolean> ended;
    private final long endNanos = timeline.nanos() + PATIENCE_NANOS;
    private int failures;

    /**
     * Creates a race.
     *
     * @param update the real update
     * @param attempts the most attempts
     * @param ended gets {@code true} after the update, or {@code false} after the deadline
     */
    Race(String key, Executor node, Runnable update, int attempts, Consumer<Boolean> ended) {
      this.key = key;
      this.node = node;
      this.update = update;
      this.attempts = attempts;
      this.ended = ended;
    }

    /**
     * Reads the text first.
     *
     * @param nothing returns whether the update then changes nothing
     */
    void begin(BooleanSupplier nothing) {
      roundTrip(key, node, this::text, seen -> replace(seen, nothing));
    }

    private void replace(String seen, BooleanSupplier nothing) {
      if (nothing.getAsBoolean()) {
        runUpdate();
        ended.accept(true);
      } else {
        replace(seen);
      }
    }

    private String text() {
      return Objects.requireNonNullElse(texts.get(key), "");
    }

    /** Replaces the text seen, which is empty for no entry. */
    void replace(String seen) {
      roundTrip(key, node, () -> replaced(seen), current -> next(seen, current));
    }

    /** Returns the text found, which is the text seen if the update has run. */
    private String replaced(String seen) {
      String current = text();
      if (current.equals(seen)) {
        runUpdate();
      }
      return current;
    }

    private void runUpdate() {
      immediate = true;
      try {
        update.run();
      } finally {
        immediate = false;
      }
    }

    private void next(String seen, String current) {
      if (current.equals(seen)) {
        ended.accept(true);
        return;
      }
      load(key).lostRaces++;
      if (++failures >= attempts || timeline.nanos() >= endNanos) {
        load(key).givenUp += attempts == Integer.MAX_VALUE ? 1 : 0;
        ended.accept(false);
      } else {
        long most = FIRST_PAUSE_NANOS << Math.min(failures - 1, MOST_DOUBLINGS);
        timeline.after(random.nextLong(most), () -> node.execute(() -> again(current)));
      }
    }

    /** A failed compare-and-exchange has returned the text; a failed compare-and-set has not. */
    private void again(String current) {
      if (kind == Kind.EXCHANGE) {
        replace(current);
      } else {
        begin(() -> false);
      }
    }
  }

  @Override
  public void close() {
    provider.close();
  }
}
