package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.internal.algorithm.SingleState;
import io.limitrate.internal.algorithm.StateCodec;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.lease.HeldLease;
import io.limitrate.internal.store.shared.strategy.SelfTest;
import io.limitrate.internal.store.shared.strategy.SelfTestResult;
import io.limitrate.internal.store.shared.strategy.StateCaches;
import io.limitrate.spi.StoreProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A store whose state several nodes share. All nodes together never admit more than the quota.
 *
 * <p>The store decides from the lease or from the cached rejection of this node when it can.
 * Otherwise one operation on the shared state decides all calls of the key that wait at that
 * moment. Thread-safe.
 */
public final class SharedStore implements Store {
  /** How long a closing store waits for running operations. */
  private static final Duration RUNNING = Duration.ofSeconds(1);

  /** How long a node uses what it has read about an entry in the background. */
  private static final long RECALLED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LocalEntries entries;
  private final StoreExecutors executors;
  private final Availability availability;
  private final ClusterClock clock;
  private final SharedState sharedState;
  private final Dispatcher dispatcher;
  private final SlotLeases slots;
  private final Runnable onClose;

  private SharedStore(Builder builder, StoreExecutors executors) {
    StateCaches caches = StateCaches.open(builder.caches);
    SelfTestResult result = SelfTest.run(caches.tested(), executors.workers());
    StoreListener listener = StoreListener.all(builder.listeners);
    this.entries = new LocalEntries(builder.entries);
    this.onClose = builder.onClose;
    this.executors = executors;
    AnswerTimes times = new AnswerTimes(builder.name, builder.timeout);
    this.availability = new Availability(builder.name, times, listener);
    this.sharedState =
        new SharedState(
            caches, result.used(), builder.timeout, builder.root, times, availability, listener);
    this.clock = new ClusterClock(builder.clock);
    this.dispatcher = new Dispatcher(sharedState, clock, availability, executors, entries::forget);
    this.slots = new SlotLeases(clock, key -> sender(entries.of(key)));
    clock.join(sharedState.clock());
    Heartbeat heartbeat = new Heartbeat(clock, sharedState, availability, executors);
    executors.scheduleRepeatedly(Heartbeat.PERIOD, heartbeat::beat);
    executors.scheduleRepeatedly(SlotLeases.PERIOD, slots::renew);
    new Retest(caches.tested(), sharedState, availability, executors, SelfTest.RETEST_PAUSE)
        .after(result);
  }

  /**
   * Returns a builder.
   *
   * @param caches hold the shared state
   * @param entries hold what this node knows of each key; by reference, bounded
   */
  public static Builder builder(StoreProvider.Caches caches, Cache<Key, LocalEntry> entries) {
    return new Builder(caches, entries);
  }

  @Override
  @SuppressWarnings("unchecked") // the answers of a transition have its type
  public <A> A apply(Key key, Transition<A> transition) {
    LocalEntry entry = entries.of(key);
    long offsetNanos = clock.offsetNanos();
    long nowNanos = transition.nowNanos() + offsetNanos;
    Object known = entry.answer(transition, nowNanos);
    if (known == null) {
      return (A) dispatcher.ask(entry, transition.later(offsetNanos));
    }
    if (entry.claimRefresh(nowNanos)) {
      Transition<?> looking = transition.later(offsetNanos).looking(nowNanos);
      dispatcher.send(entry, new StoreRequest.Refresh(looking));
    }
    return (A) known;
  }

  @Override
  @SuppressWarnings("unchecked") // the answers of a transition have its type
  public <A> @Nullable A recall(Key key, ForeignTransition<A> look) {
    LocalEntry entry = entries.of(key);
    long offsetNanos = clock.offsetNanos();
    long nowNanos = look.nowNanos() + offsetNanos;
    boolean stale = nowNanos - entry.askedNanos() >= RECALLED_NANOS;
    if (stale && !entry.hasRequests() && available()) {
      dispatcher.send(entry, new StoreRequest.Refresh(look.later(offsetNanos)));
    }
    return (A) entry.answer(look, nowNanos);
  }

  @Override
  public Decision enter(Key key, Transition.Enter enter) {
    LocalEntry entry = entries.of(key);
    return slots.enter(
        key, enter, leased -> (Decision) dispatcher.ask(entry, leased), sender(entry));
  }

  @Override
  public void leave(Key key, Transition.Leave leave) {
    slots.leave(key, leave);
  }

  private SlotLeases.Sender sender(LocalEntry entry) {
    return (change, answered) -> dispatcher.send(entry, new StoreRequest.Notice(change, answered));
  }

  @Override
  public void forEach(StateCodec codec, BiConsumer<Key, SingleState> action) {
    sharedState.forEach(codec, action);
  }

  @Override
  public long stateNanos(long nowNanos) {
    return nowNanos + clock.offsetNanos();
  }

  @Override
  public void forEachCount(String policy, long nowNanos, Counts action) {
    long clusterNanos = stateNanos(nowNanos);
    entries.forEach(entry -> KnownCount.pass(entry, policy, clusterNanos, action));
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
   * Returns this node's leases. Waits one second at most for running operations, which may grant
   * further leases, and then two seconds at most for the threads.
   */
  @Override
  public void close() {
    try {
      executors.stopTimer();
      entries.forEach(this::endLease);
      // Later operations get no thread after the executors have closed.
      entries.awaitRequests(RUNNING);
      executors.close();
    } finally {
      onClose.run();
    }
  }

  private void endLease(LocalEntry entry) {
    entry.ended().all().forEach(lease -> dispatcher.giveBack(entry, lease));
    HeldLease lease = entry.lease();
    while (lease != null) {
      dispatcher.giveBack(entry, lease);
      lease = lease.older();
    }
  }

  /** Collects a store's settings; not thread-safe. */
  public static final class Builder {
    private final StoreProvider.Caches caches;
    private final Cache<Key, LocalEntry> entries;
    private String name = "of unknown name";
    private Key root = new Key(0, 0);
    private Clock clock = Clock.monotonic();
    private Duration timeout = Duration.ofMillis(50);
    private List<? extends StoreListener> listeners = List.of();
    private Runnable onClose = () -> {};

    private Builder(StoreProvider.Caches caches, Cache<Key, LocalEntry> entries) {
      this.caches = caches;
      this.entries = entries;
    }

    /** Sets the store's name in log lines. */
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /** Sets the root that keys are derived from; nodes with the same root share their time. */
    public Builder root(Key root) {
      this.root = root;
      return this;
    }

    /** Sets this node's clock, which is the limiter's clock. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Sets the longest wait of a call for an answer; 50 ms by default. */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    /** Sets the listeners for operations and for the availability of the store. */
    public Builder listeners(List<? extends StoreListener> listeners) {
      this.listeners = List.copyOf(listeners);
      return this;
    }

    /** Sets an action that runs when the store closes. */
    public Builder onClose(Runnable onClose) {
      this.onClose = onClose;
      return this;
    }

    /**
     * Opens the store: tests the provider's operations and reads the cluster's time. The test takes
     * less than two seconds, or some seconds on a slow store.
     *
     * @throws IllegalArgumentException when the provider cannot update an entry atomically
     * @throws RuntimeException when the provider does not answer
     */
    public SharedStore open() {
      StoreExecutors executors = new StoreExecutors();
      try {
        return new SharedStore(this, executors);
      } catch (RuntimeException | Error e) {
        executors.close();
        throw e;
      }
    }
  }
}
