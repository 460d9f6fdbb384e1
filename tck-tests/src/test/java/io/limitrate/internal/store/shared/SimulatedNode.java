package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.store.shared.lease.HeldLease;
import io.limitrate.internal.store.shared.strategy.Retention;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.internal.store.shared.strategy.StateCaches;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy;
import io.limitrate.internal.store.shared.update.ClockAdvance;
import io.limitrate.spi.AsyncExchange;
import io.limitrate.spi.AsyncProcessor;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node on a timeline. The local entries, the batches, the leases and the cached rejections are
 * the real ones. {@code SharedStore.apply} and {@code Dispatcher} are modelled, because they need
 * threads and a timer: this class makes the same calls in the same order, as events.
 */
final class SimulatedNode {
  /** Real time plays no part: no deadline of a request passes. */
  private static final Duration NEVER = Duration.ofDays(1);

  private final Timeline timeline;
  private final SimulatedStore store;
  private final Consumer<Call> decided;
  private final SharedState sharedState;
  private final ClusterClock clock;
  private final Map<Key, LocalEntry> entries = new HashMap<>();
  private @Nullable SimulatedBatch starting;
  private String lastFound = "";
  private long pausedUntilNanos;
  private boolean alive = true;

  /**
   * Creates a node.
   *
   * @param decided gets each call after its decision
   */
  SimulatedNode(Timeline timeline, SimulatedStore store, Consumer<Call> decided) {
    this.timeline = timeline;
    this.store = store;
    this.decided = decided;
    this.clock = new ClusterClock(timeline);
    this.pausedUntilNanos = timeline.nanos();
    AnswerTimes times = new AnswerTimes("simulated", NEVER);
    StoreListener listener = StoreListener.all(List.of());
    Availability availability = new Availability("simulated", times, listener);
    this.sharedState =
        new SharedState(caches(), used(), NEVER, new Key(0, 0), times, availability, listener);
  }

  private Set<UpdateStrategy> used() {
    return store.kind() == SimulatedStore.Kind.PROCESSOR
        ? EnumSet.of(UpdateStrategy.INVOKE, UpdateStrategy.REPLACE)
        : EnumSet.of(UpdateStrategy.EXCHANGE);
  }

  private StateCaches caches() {
    SharedCache cache = new SharedCache(store.texts(), new Exchange(), new Processor());
    Map<Retention, SharedCache> caches = new EnumMap<>(Retention.class);
    for (Retention retention : Retention.values()) {
      caches.put(retention, cache);
    }
    return new StateCaches(caches, caches);
  }

  /**
   * A call and its decision.
   *
   * @param decision {@code null} when the store did not decide: the failure rule decides
   */
  record Call(long atNanos, long answeredNanos, @Nullable Decision decision) {}

  /** Ends the node: its leases are lost, and so are the answers on their way. */
  void kill() {
    alive = false;
  }

  /** Stops the node until a time, as a garbage collection does. */
  void pauseUntil(long nanos) {
    pausedUntilNanos = nanos;
  }

  /** Runs a step of this node now, or after the pause. */
  void run(Runnable step) {
    if (alive) {
      if (timeline.nanos() < pausedUntilNanos) {
        timeline.at(pausedUntilNanos, () -> run(step));
      } else {
        step.run();
      }
    }
  }

  /** Advances the cluster's time again and again, as {@code Heartbeat} does. */
  void beat(Duration period, Runnable written) {
    ClockAdvance advance = new ClockAdvance(timeline.nanos());
    store.process(
        sharedState.clock().entry().key(),
        advance.text(),
        this::run,
        found -> {
          if (!Objects.equals(found, advance.apply(found))) {
            written.run();
          }
        });
    timeline.after(period.toNanos(), () -> beat(period, written));
  }

  /** Decides a call, as {@code SharedStore.apply} does. */
  void call(Key key, CountedQuotas quotas) {
    long nowNanos = timeline.nanos();
    LocalEntry entry = entries.computeIfAbsent(key, LocalEntry::new);
    Acquire acquire = new Acquire(quotas, 1, nowNanos);
    Object known = entry.answer(acquire, nowNanos);
    if (known == null) {
      send(entry, new PendingRequest(acquire, entry, NEVER));
    } else {
      decided.accept(new Call(nowNanos, nowNanos, (Decision) known));
      if (entry.claimRefresh(nowNanos)) {
        send(entry, new StoreRequest.Refresh(acquire.looking(nowNanos)));
      }
    }
  }

  /** Reports a call that the store has decided, or that the failure rule decides. */
  void report(PendingRequest request, @Nullable Decision decision) {
    decided.accept(new Call(request.transition().nowNanos(), timeline.nanos(), decision));
  }

  /** Returns the name of the entry of a key. */
  String name(Key key, CountedQuotas quotas) {
    return name(key, new StoreRequest.Refresh(new Acquire(quotas, 0, 0)));
  }

  String name(Key key, StoreRequest request) {
    return sharedState.target(key, request).entry().key();
  }

  BatchExecution execution(LocalEntry entry, List<StoreRequest> requests) {
    return new BatchExecution(sharedState, clock, entry, requests);
  }

  long nanos() {
    return timeline.nanos();
  }

  /** Returns the text that the last exchange has found, empty for no entry. */
  String lastFound() {
    return lastFound;
  }

  private void send(LocalEntry entry, StoreRequest request) {
    if (entry.add(request)) {
      begin(entry);
    }
  }

  /** Begins an operation, as {@code Dispatcher.begin} does. */
  void begin(LocalEntry entry) {
    starting = new SimulatedBatch(this, store, entry);
    starting.begin();
    starting = null;
  }

  /** Schedules the end of a lease, as {@code Dispatcher.scheduleEnd} does. */
  void scheduleEnd(LocalEntry entry, HeldLease lease) {
    timeline.at(lease.endNanos(), () -> run(() -> end(entry, lease)));
  }

  private void end(LocalEntry entry, HeldLease lease) {
    if (lease.hasUnused()) {
      entry.ended().keep(lease);
      scheduleReturn(entry, lease, Dispatcher.RETURN_SIXTEENTHS);
    }
  }

  /** Schedules the return of unused units, as {@code Dispatcher.scheduleReturn} does. */
  void scheduleReturn(LocalEntry entry, HeldLease lease, int sixteenths) {
    long waitNanos = lease.quotas().leaseNanos() / 16 * sixteenths;
    timeline.after(waitNanos, () -> run(() -> giveBack(entry, lease)));
  }

  private void giveBack(LocalEntry entry, HeldLease lease) {
    if (entry.ended().keeps(lease)) {
      send(entry, new StoreRequest.LeaseReturn(lease, Dispatcher.RETURN_ATTEMPTS));
    }
  }

  private final class Processor implements AsyncProcessor {
    @Override
    public CompletionStage<@Nullable String> process(String key, String update) {
      SimulatedBatch batch = starting;
      CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
      store.process(
          key,
          update,
          SimulatedNode.this::run,
          found -> {
            answer.complete(found);
            if (batch != null) {
              batch.wake();
            }
          });
      return answer;
    }
  }

  private final class Exchange implements AsyncExchange {
    @Override
    public boolean exchangesInOneTrip() {
      return true;
    }

    @Override
    public CompletionStage<Exchanged> exchange(
        String key, @Nullable String found, @Nullable String next) {
      CompletableFuture<Exchanged> answer = new CompletableFuture<>();
      store.exchange(
          key,
          found,
          next,
          SimulatedNode.this::run,
          exchanged -> {
            lastFound = Objects.requireNonNullElse(exchanged.found(), "");
            answer.complete(exchanged);
          });
      return answer;
    }
  }
}
