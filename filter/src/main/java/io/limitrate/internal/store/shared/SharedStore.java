package io.limitrate.internal.store.shared;

import io.limitrate.Clock;
import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Store;
import io.limitrate.StoreListener;
import io.limitrate.Transition;
import io.limitrate.internal.algorithm.AttemptState;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import javax.cache.Cache;

/**
 * State that several nodes share. It never admits more than the quota, however many nodes ask.
 *
 * <p>A decision is made from units that this node holds in advance, or from a rejection that it
 * knows, where it can be; otherwise the shared state is asked, together with all others who ask
 * about the same key at that moment.
 */
public final class SharedStore implements Store {
  private final Cache<Key, LocalEntry> entries;
  private final Threads threads;
  private final Availability availability;
  private final ClusterClock clock;
  private final Remote remote;
  private final Dispatcher dispatcher;
  private final Runnable onClose;

  private SharedStore(Builder builder, Threads threads) {
    StateCaches caches = StateCaches.open(builder.caches);
    Paths paths = SelfTest.run(caches.tested(), threads.workers());
    StoreListener listener = StoreListener.all(builder.listeners);
    this.entries = builder.entries;
    this.onClose = builder.onClose;
    this.threads = threads;
    AnswerTimes times = new AnswerTimes(builder.name, builder.timeout);
    this.availability = new Availability(builder.name, times, listener);
    this.remote =
        new Remote(
            caches, paths.used(), builder.timeout, builder.root, times, availability, listener);
    this.clock = new ClusterClock(builder.clock);
    this.dispatcher = new Dispatcher(remote, clock, availability, threads, this::forget);
    clock.join(remote.clock());
    Heartbeat heartbeat = new Heartbeat(clock, remote, availability, threads);
    threads.every(Heartbeat.PERIOD, heartbeat::beat);
    new Retest(caches.tested(), remote, availability, threads, Retest.PAUSE).after(paths);
  }

  /**
   * Begins a store.
   *
   * @param caches where the shared state is
   * @param entries where this node keeps what it knows itself: by reference, bounded
   */
  public static Builder builder(SharedCaches caches, Cache<Key, LocalEntry> entries) {
    return new Builder(caches, entries);
  }

  @Override
  public Decision apply(Key key, Transition transition) {
    LocalEntry entry = entry(key);
    long offsetNanos = clock.offsetNanos();
    long nowNanos = transition.nowNanos() + offsetNanos;
    Decision known = entry.answer(transition, nowNanos);
    if (known == null) {
      return dispatcher.ask(entry, transition.later(offsetNanos));
    }
    if (entry.claimLook(nowNanos)) {
      dispatcher.send(entry, new Errand.Look(transition.looking(nowNanos)));
    }
    return known;
  }

  private LocalEntry entry(Key key) {
    LocalEntry known = entries.get(key);
    if (known != null) {
      return known;
    }
    LocalEntry fresh = new LocalEntry(key);
    return entries.putIfAbsent(key, fresh) ? fresh : entry(key, fresh);
  }

  /** The one that another thread put, unless it is gone again. */
  private LocalEntry entry(Key key, LocalEntry fresh) {
    LocalEntry other = entries.get(key);
    return other == null ? fresh : other;
  }

  private void forget(LocalEntry entry) {
    entries.remove(entry.key(), entry);
  }

  @Override
  public void forEachAttempts(BiConsumer<Key, AttemptState> action) {
    remote.forEachAttempts(action);
  }

  @Override
  public boolean available() {
    return availability.available();
  }

  @Override
  public boolean lost() {
    return availability.lost();
  }

  /**
   * Gives back what this node holds in advance, as far as that takes no longer than two seconds.
   */
  @Override
  public void close() {
    try {
      threads.stopTimer();
      entries.forEach(this::endLease);
      threads.close();
    } finally {
      onClose.run();
    }
  }

  private void endLease(Cache.Entry<Key, LocalEntry> entry) {
    HeldLease lease = entry.getValue().lease();
    while (lease != null) {
      dispatcher.giveBack(entry.getValue(), lease);
      lease = lease.older();
    }
  }

  /** Collects a store's settings; not thread-safe. */
  public static final class Builder {
    private final SharedCaches caches;
    private final Cache<Key, LocalEntry> entries;
    private String name = "of unknown name";
    private Key root = new Key(0, 0);
    private Clock clock = Clock.monotonic();
    private Duration timeout = Duration.ofMillis(50);
    private List<? extends StoreListener> listeners = List.of();
    private Runnable onClose = () -> {};

    private Builder(SharedCaches caches, Cache<Key, LocalEntry> entries) {
      this.caches = caches;
      this.entries = entries;
    }

    /** What the store is called in logs. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** What the keys are derived from; the nodes of one root agree on the time. */
    public Builder root(Key root) {
      this.root = root;
      return this;
    }

    /** This node's time: the limiter's. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** How long a call waits for an answer at most; 50 ms by default. */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** Who hears how the store does. */
    public Builder listeners(List<? extends StoreListener> listeners) {
      this.listeners = List.copyOf(listeners);
      return this;
    }

    /** What is to be closed with the store. */
    public Builder onClose(Runnable onClose) {
      this.onClose = onClose;
      return this;
    }

    /**
     * The store, after a test of what its provider can do, which takes less than two seconds, and a
     * look at the other nodes' time.
     *
     * @throws IllegalArgumentException when the provider cannot change an entry atomically
     * @throws RuntimeException when it cannot be reached
     */
    public SharedStore open() {
      Threads threads = new Threads();
      try {
        return new SharedStore(this, threads);
      } catch (RuntimeException | Error e) {
        threads.close();
        throw e;
      }
    }
  }
}
