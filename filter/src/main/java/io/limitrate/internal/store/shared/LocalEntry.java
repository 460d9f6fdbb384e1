package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Acquire;
import io.limitrate.internal.engine.Transition.Settle;
import io.limitrate.internal.store.shared.lease.CachedRejection;
import io.limitrate.internal.store.shared.lease.HeldLease;
import io.limitrate.internal.store.shared.strategy.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge of this node about one key: the lease, the cached rejection, and the requests that
 * wait to be sent.
 *
 * <p>Thread-safe. A cache may evict the entry at any time: the node then sends more requests, and
 * the units of the lease come back when the lease ends.
 */
public final class LocalEntry {
  private static final int MOST_PER_BATCH = 256;

  private final Key key;
  private final Queue<StoreRequest> requests = new ConcurrentLinkedQueue<>();

  /**
   * Requests that are not finished. The thread that makes this counter positive executes the
   * requests.
   */
  private final AtomicInteger openRequests = new AtomicInteger();

  private volatile @Nullable HeldLease lease;

  private final EndedLeases ended = new EndedLeases();

  private volatile @Nullable CachedRejection rejection;

  /** The text that this node stored last, for the thread that executes the requests. */
  private volatile @Nullable String lastText;

  /** The deadline of the current operation, or of the last one. */
  private volatile @Nullable Deadline deadline;

  private volatile long askedNanos;
  private volatile boolean guessWasRight = true;

  LocalEntry(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  /**
   * Returns the decision from the lease or the cached rejection; {@code null} when the shared state
   * has to decide.
   */
  @Nullable Object answer(Transition<?> transition, long nowNanos) {
    if (transition instanceof Acquire acquire) {
      return acquire(acquire, nowNanos);
    }
    if (transition instanceof Settle settle) {
      return settle(settle, nowNanos);
    }
    return transition instanceof ForeignTransition<?> own ? foreign(own, nowNanos) : null;
  }

  private @Nullable Object foreign(ForeignTransition<?> transition, long nowNanos) {
    CachedRejection known = rejection;
    return known != null && transition.asks()
        ? known.answer(transition.quotas(), 0, nowNanos)
        : null;
  }

  private @Nullable Object acquire(Acquire acquire, long nowNanos) {
    HeldLease held = lease;
    if (held != null) {
      Decision permitted = held.take(acquire.quotas(), acquire.cost(), nowNanos);
      if (permitted != null) {
        return permitted;
      }
    }
    CachedRejection known = rejection;
    return known == null ? null : known.answer(acquire.quotas(), acquire.cost(), nowNanos);
  }

  private @Nullable Decision settle(Settle settle, long nowNanos) {
    long units = settle.reserved() - settle.actual();
    HeldLease held = lease;
    if (units < 0 || held == null) {
      return null;
    }
    long chargedAtNanos = settle.chargedAtNanos() + (nowNanos - settle.nowNanos());
    return held.giveBack(settle.quotas(), units, chargedAtNanos, nowNanos);
  }

  /**
   * Returns whether the lease or the cached rejection needs a refresh; true for one caller each
   * time. During a pause the node does not renew its lease.
   */
  boolean claimRefresh(long nowNanos) {
    CachedRejection known = rejection;
    HeldLease held = lease;
    boolean paused = known != null && known.pauses(nowNanos);
    if (!paused && held != null && !held.ended(nowNanos) && held.claimRenewal()) {
      return true;
    }
    return known != null && known.holds(nowNanos) && known.claimRefresh(nowNanos);
  }

  /** Adds a request. Returns whether the caller has to execute the requests of this key. */
  boolean add(StoreRequest request) {
    requests.add(request);
    return openRequests.getAndIncrement() == 0;
  }

  /**
   * Removes and returns the next requests that fit into one operation: up to 256 with equal quotas
   * and an equal drift of the wall clock.
   */
  List<StoreRequest> nextRequests() {
    List<StoreRequest> together = new ArrayList<>();
    StoreRequest next = requests.peek();
    while (next != null
        && together.size() < MOST_PER_BATCH
        && (together.isEmpty() || fit(next.quotas(), together.get(0).quotas()))) {
      together.add(next);
      requests.remove();
      next = requests.peek();
    }
    return together;
  }

  private static boolean fit(CountedQuotas one, CountedQuotas other) {
    return one.driftNanos() == other.driftNanos() && one.equals(other);
  }

  /**
   * Hands a step to the caller of the next request; the current batch must be finished. Returns
   * false when no caller takes the step.
   */
  boolean runOnCaller(Runnable step) {
    return requests.peek() instanceof PendingRequest request && request.runOnCaller(step);
  }

  /** Marks requests as finished; returns whether others wait. */
  boolean finished(int count) {
    return openRequests.addAndGet(-count) > 0;
  }

  /** Returns whether requests wait, or are being executed. */
  boolean hasRequests() {
    return openRequests.get() > 0;
  }

  @Nullable HeldLease lease() {
    return lease;
  }

  /** Returns the ended leases whose unused units are not returned yet. */
  EndedLeases ended() {
    return ended;
  }

  void hold(HeldLease granted) {
    lease = granted;
  }

  @Nullable CachedRejection rejection() {
    return rejection;
  }

  void remember(@Nullable CachedRejection rejected) {
    rejection = rejected;
  }

  /** Forgets the rejection and all leases, without a return: a reset has freed their units. */
  void reset() {
    remember(null);
    ended.take(any -> true).forEach(HeldLease::end);
    for (HeldLease held = lease; held != null; held = held.older()) {
      held.end();
    }
    lease = null;
  }

  /** Keeps the rejection of the cheapest call, because it rejects the most calls. */
  void rememberCheapest(Acquire acquire, Decision.Rejected rejected) {
    CachedRejection known = rejection;
    if (known == null
        || acquire.cost() < known.cost()
        || known.answer(acquire.quotas(), known.cost(), acquire.nowNanos()) == null) {
      remember(CachedRejection.of(acquire, rejected));
    }
  }

  /** Drops the cached rejection when other nodes have returned enough units. */
  void recheckRejection(Decision seen) {
    CachedRejection known = rejection;
    if (known != null && seen.remaining() >= known.cost()) {
      remember(null);
    }
  }

  @Nullable Deadline deadline() {
    return deadline;
  }

  void started(Deadline next) {
    deadline = next;
  }

  @Nullable String lastText() {
    return lastText;
  }

  /**
   * Returns whether the shared state probably still has the last text; true when the last guess was
   * right.
   */
  boolean mayGuess() {
    return guessWasRight;
  }

  void guessWasRight(boolean right) {
    guessWasRight = right;
  }

  /** Returns the time of the last operation, 0 for none. */
  long askedNanos() {
    return askedNanos;
  }

  void stored(@Nullable String text) {
    lastText = text;
  }

  void stored(@Nullable String text, long nowNanos) {
    lastText = text;
    askedNanos = nowNanos;
  }
}
