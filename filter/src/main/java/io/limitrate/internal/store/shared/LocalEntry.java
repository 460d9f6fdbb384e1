package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Transition;
import io.limitrate.Transition.Acquire;
import io.limitrate.Transition.Attempt;
import io.limitrate.Transition.Attempt.Move;
import io.limitrate.Transition.Settle;
import io.limitrate.internal.algorithm.AttemptStatus.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of one key without asking: the units that it holds in advance, the rejection
 * that still holds, and what it has yet to say to the shared state.
 *
 * <p>Thread-safe. It can be lost at any time: then there is more to ask, and units held in advance
 * come back when their lease ends.
 */
public final class LocalEntry {
  private static final int MOST_AT_ONCE = 256;

  private final Key key;
  private final Queue<Errand> errands = new ConcurrentLinkedQueue<>();

  /** Errands that are not done; who makes it more than none does them. */
  private final AtomicInteger open = new AtomicInteger();

  private volatile @Nullable HeldLease lease;
  private volatile @Nullable CachedRejection rejection;

  /** What was stored last, for whoever does the errands. */
  private volatile @Nullable String seen;

  /** The try that the errands at hand take, or the last one. */
  private volatile @Nullable Try attempt;

  private volatile long askedNanos;
  private volatile boolean guessIs = true;

  LocalEntry(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  /** The decision, where it takes no question. */
  @Nullable Decision answer(Transition transition, long nowNanos) {
    if (transition instanceof Acquire acquire) {
      return acquire(acquire, nowNanos);
    }
    return transition instanceof Settle settle
        ? settle(settle, nowNanos)
        : attempt((Attempt) transition, nowNanos);
  }

  private @Nullable Decision attempt(Attempt attempt, long nowNanos) {
    boolean asks = attempt.move() == Move.BEGIN || attempt.move() == Move.LOOK;
    CachedRejection known = rejection;
    return asks && known != null
        ? known.answer(attempt.quotas(), CachedRejection.ATTEMPT, nowNanos)
        : null;
  }

  private @Nullable Decision acquire(Acquire acquire, long nowNanos) {
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

  /** Whether what was known just now should be looked after: true for one caller each time. */
  boolean claimLook(long nowNanos) {
    HeldLease held = lease;
    if (held != null && !held.ended(nowNanos)) {
      return held.claimRenewal();
    }
    CachedRejection known = rejection;
    return known != null && known.claimRefresh(nowNanos);
  }

  /** Whether the caller has to do the errands, this one and all that come while it does. */
  boolean add(Errand errand) {
    errands.add(errand);
    return open.getAndIncrement() == 0;
  }

  /** The next errands that can be done at once. */
  List<Errand> next() {
    List<Errand> together = new ArrayList<>();
    Errand next = errands.peek();
    while (next != null
        && together.size() < MOST_AT_ONCE
        && (together.isEmpty() || next.quotas().equals(together.get(0).quotas()))) {
      together.add(next);
      errands.remove();
      next = errands.peek();
    }
    return together;
  }

  /** Whether who asks next does this; not to be called before the errands at hand are done. */
  boolean drive(Runnable step) {
    return errands.peek() instanceof Question question && question.drive(step);
  }

  /** Whether errands have come while these were done. */
  boolean done(int count) {
    return open.addAndGet(-count) > 0;
  }

  @Nullable HeldLease lease() {
    return lease;
  }

  void hold(HeldLease granted) {
    lease = granted;
  }

  @Nullable CachedRejection rejection() {
    return rejection;
  }

  /** Keeps that one is blocked, or no more. */
  void know(Attempt attempt, Decision.Attempted answer) {
    boolean blocked = answer.status().rank() == Rank.BLOCKED && attempt.move() != Move.RESET;
    rejection = blocked ? new CachedRejection(attempt.quotas(), answer, attempt.nowNanos()) : null;
  }

  void know(@Nullable CachedRejection rejected) {
    rejection = rejected;
  }

  @Nullable Try attempt() {
    return attempt;
  }

  void begins(Try next) {
    attempt = next;
  }

  @Nullable String seen() {
    return seen;
  }

  /** Whether what was stored last is likely to be there still: it was the last time. */
  boolean mayGuess() {
    return guessIs;
  }

  void guessIs(boolean right) {
    guessIs = right;
  }

  /** When the shared state was asked last, 0 for never. */
  long askedNanos() {
    return askedNanos;
  }

  void saw(@Nullable String text) {
    seen = text;
  }

  void asked(@Nullable String text, long nowNanos) {
    seen = text;
    askedNanos = nowNanos;
  }
}
