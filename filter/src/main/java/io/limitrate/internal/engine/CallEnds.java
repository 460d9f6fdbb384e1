package io.limitrate.internal.engine;

import io.limitrate.CallOutcome;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frees the slots of calls that end, and notifies listeners. A slot that a failing store keeps is
 * free later, because nobody renews it. Thread-safe.
 */
final class CallEnds {
  private final Store store;
  private final Fallback fallback;
  private final Listeners listeners;
  private final Clock clock;
  private final AtomicLong lastNanos = new AtomicLong(Long.MIN_VALUE);

  /** Makes the names of slots of different limiters different. */
  private final long salt = ThreadLocalRandom.current().nextLong();

  CallEnds(Store store, Fallback fallback, Listeners listeners, Clock clock) {
    this.store = store;
    this.fallback = fallback;
    this.listeners = listeners;
    this.clock = clock;
  }

  /** Returns the time, or the first nanosecond after it that no other call in flight has. */
  long ownNanos(long nowNanos) {
    return lastNanos.updateAndGet(before -> Math.max(before + 1, nowNanos));
  }

  /** Returns the name of the slot of the call with this time of its own. */
  long slot(long ownNanos) {
    return ownNanos ^ salt;
  }

  /** Frees the slot of the call, if the call has a slot. To free a slot twice does no harm. */
  void leave(LedgerCharge charge) {
    if (!charge.slotted()) {
      return;
    }
    Transition.Leave leaving = charge.leaving(clock.nanos());
    fallback.countLocally(charge.policy(), charge.key(), leaving);
    if (charge.countedBy() == CountedBy.STORE) {
      try {
        store.leave(charge.key(), leaving);
      } catch (RuntimeException e) {
        listeners.failed(charge.policy(), e);
      }
    }
  }

  void ended(LedgerCharge charge, CallOutcome outcome) {
    leave(charge);
    listeners.ended(charge, outcome, charge.lasting(clock.nanos()));
  }
}
