package io.limitrate.internal.store.provider;

import static io.limitrate.internal.store.provider.SharedNode.EXPIRY;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.config.SharedSource;
import io.limitrate.spi.AsyncExchange;
import io.limitrate.spi.AsyncExchange.Exchanged;
import io.limitrate.spi.AsyncProcessor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The contract of shared caches, for every provider. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class SharedCachesContract {
  private static final int THREADS = 4;
  private static final int REPLACEMENTS = 25;

  private SharedNode one;
  private SharedNode other;
  private SharedNode oneExpiring;
  private SharedNode otherExpiring;

  /** Starts the servers that the nodes need. */
  abstract SharedSource start(Examples examples);

  /** Opens one of the nodes. */
  SharedNode node(SharedSource source) {
    return SharedNode.open(source);
  }

  /** Stops the servers. */
  void stop() {}

  @BeforeAll
  void open(@TempDir Path directory) {
    SharedSource source = start(new Examples(directory));
    one = node(source);
    other = node(source);
    oneExpiring = one.expiring();
    otherExpiring = other.expiring();
  }

  @AfterAll
  void close() {
    try {
      if (other != null) {
        other.close();
      }
      if (one != null) {
        one.close();
      }
    } finally {
      stop();
    }
  }

  @Test
  void aNodeReadsTheOtherNodesWrites() {
    String key = newKey();

    one.cache().put(key, "1");
    assertThat(other.cache().get(key)).isEqualTo("1");

    other.cache().put(key, "2");
    assertThat(one.cache().get(key)).isEqualTo("2");
  }

  @Test
  void putIfAbsentSucceedsOnOneNode() {
    String key = newKey();

    assertThat(one.cache().putIfAbsent(key, "1")).isTrue();
    assertThat(other.cache().putIfAbsent(key, "2")).isFalse();

    assertThat(other.cache().get(key)).isEqualTo("1");
  }

  @Test
  void replacesAnEqualValueOnly() {
    String key = newKey();
    one.cache().put(key, "1");

    assertThat(other.cache().replace(key, "2", "3")).isFalse();
    assertThat(other.cache().replace(key, String.valueOf(1), "3")).isTrue();

    assertThat(one.cache().get(key)).isEqualTo("3");
  }

  @Test
  void concurrentReplacementsLoseNoCount() throws Exception {
    String key = newKey();
    one.cache().put(key, "0");

    inThreads(cache -> increment(cache, key));

    assertThat(one.cache().get(key)).isEqualTo(Integer.toString(THREADS * REPLACEMENTS));
  }

  private static void increment(Cache<String, String> cache, String key) {
    String found;
    do {
      found = cache.get(key);
    } while (!cache.replace(key, found, Integer.toString(Integer.parseInt(found) + 1)));
  }

  private void inThreads(Consumer<Cache<String, String>> change) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> changes = new ArrayList<>();
      for (int i = 0; i < THREADS * REPLACEMENTS; i++) {
        SharedNode node = i % 2 == 0 ? one : other;
        changes.add(executor.submit(() -> change.accept(node.cache())));
      }
      for (Future<?> done : changes) {
        done.get(30, TimeUnit.SECONDS);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void anEntryExpiresAfterItsLastReplacementDespiteReads() {
    Cache<String, String> written = oneExpiring.cache();
    Cache<String, String> replaced = otherExpiring.cache();
    String key = newKey();
    long putNanos = System.nanoTime();
    written.put(key, "1");
    assertThat(
            SharedNode.becomesTrue(
                () -> written.get(key) == null || since(putNanos) > EXPIRY.toNanos() / 2))
        .isTrue();

    long replacedNanos = System.nanoTime();
    assertThat(replaced.replace(key, "1", "2")).isTrue();
    boolean gone = SharedNode.becomesTrue(() -> replaced.get(key) == null);
    long lastedNanos = since(replacedNanos);

    assertThat(gone).isTrue();
    // A clock may advance in steps of a millisecond.
    assertThat(lastedNanos).isGreaterThan(EXPIRY.minusMillis(10).toNanos());
    assertThat(written.get(key)).isNull();
    assertThat(written.putIfAbsent(key, "3")).isTrue();
  }

  private static long since(long nanos) {
    return System.nanoTime() - nanos;
  }

  private static String newKey() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 22);
  }

  /** The asynchronous form of {@link #processorsCountEveryCall}. */
  void asynchronousProcessorsCountEveryCall() throws Exception {
    String key = newKey();
    List<CompletableFuture<?>> changes = new ArrayList<>();

    for (int i = 0; i < THREADS * REPLACEMENTS; i++) {
      AsyncProcessor processor = processor(i % 2 == 0 ? one : other);
      changes.add(
          CompletableFuture.completedFuture("1")
              .thenCompose(count -> processor.process(key, count))
              .thenAccept(counted -> assertThat(Integer.parseInt(counted)).isPositive()));
    }

    for (CompletableFuture<?> done : changes) {
      done.get(30, TimeUnit.SECONDS);
    }
    assertThat(other.cache().get(key)).isEqualTo(Integer.toString(THREADS * REPLACEMENTS));
  }

  /** For providers with an asynchronous compare-and-exchange. */
  void exchangesAnEntryAndReturnsTheTextFound() throws Exception {
    String key = newKey();

    assertThat(exchanged(one, key, null, null)).isEqualTo(new Exchanged(true, null));
    assertThat(exchanged(one, key, "0", "1")).isEqualTo(new Exchanged(false, null));
    assertThat(exchanged(one, key, null, "1")).isEqualTo(new Exchanged(true, null));
    assertThat(exchanged(other, key, null, "2")).isEqualTo(new Exchanged(false, "1"));
    assertThat(exchanged(other, key, "0", "2")).isEqualTo(new Exchanged(false, "1"));
    assertThat(exchanged(other, key, "0", "0")).isEqualTo(new Exchanged(false, "1"));
    assertThat(exchanged(other, key, "0", null)).isEqualTo(new Exchanged(false, "1"));
    assertThat(exchanged(other, key, "1", "2")).isEqualTo(new Exchanged(true, "1"));
    assertThat(exchanged(one, key, "2", "2")).isEqualTo(new Exchanged(true, "2"));
    assertThat(one.cache().get(key)).isEqualTo("2");
    assertThat(exchanged(one, key, "2", null)).isEqualTo(new Exchanged(true, "2"));
    assertThat(other.cache().get(key)).isNull();
  }

  /** Several threads exchange, and JCache replaces at the same time. */
  void concurrentExchangesLoseNoCount() throws Exception {
    String key = newKey();
    one.cache().put(key, "0");
    AtomicInteger turn = new AtomicInteger();

    inThreads(
        cache -> {
          if (turn.incrementAndGet() % 4 == 0) {
            increment(cache, key);
          } else {
            incrementByExchange(cache == one.cache() ? one : other, key);
          }
        });

    assertThat(one.cache().get(key)).isEqualTo(Integer.toString(THREADS * REPLACEMENTS));
  }

  private static void incrementByExchange(SharedNode node, String key) {
    Exchanged exchanged = exchanged(node, key, "0", "1");
    while (!exchanged.done()) {
      int found = Integer.parseInt(exchanged.found());
      exchanged = exchanged(node, key, exchanged.found(), Integer.toString(found + 1));
    }
  }

  /** An exchange sets the expiry like a replacement. */
  void anEntryExpiresAfterItsLastExchange() {
    String key = newKey();
    exchanged(oneExpiring, key, null, "1");
    long exchangedNanos = System.nanoTime();
    exchanged(oneExpiring, key, "1", "2");

    boolean gone = SharedNode.becomesTrue(() -> otherExpiring.cache().get(key) == null);
    long lastedNanos = since(exchangedNanos);

    assertThat(gone).isTrue();
    // A clock may advance in steps of a millisecond.
    assertThat(lastedNanos).isGreaterThan(EXPIRY.minusMillis(10).toNanos());
    assertThat(exchanged(oneExpiring, key, null, "3")).isEqualTo(new Exchanged(true, null));
  }

  static Exchanged exchanged(SharedNode node, String key, String found, String next) {
    AsyncExchange exchange = node.shared().exchange();
    assertThat(exchange).as("the provider's asynchronous exchange").isNotNull();
    return CompletableFuture.completedFuture(key)
        .thenCompose(asked -> exchange.exchange(asked, found, next))
        .orTimeout(30, TimeUnit.SECONDS)
        .join();
  }

  private static AsyncProcessor processor(SharedNode node) {
    AsyncProcessor processor = node.shared().processor();
    assertThat(processor).as("the provider's asynchronous processor").isNotNull();
    return processor;
  }

  SharedNode one() {
    return one;
  }

  SharedNode other() {
    return other;
  }

  /**
   * For providers that run a processor at the owner of the entry, with Limitrate's classes there.
   */
  void processorsCountEveryCall() throws Exception {
    String key = newKey();

    inThreads(cache -> cache.invoke(key, new CountProcessor(), "1"));

    assertThat(other.cache().get(key)).isEqualTo(Integer.toString(THREADS * REPLACEMENTS));
  }
}
