package io.limitrate.internal.engine;

import io.limitrate.CallOutcome;
import io.limitrate.CallOutcome.Counting;
import io.limitrate.Decision;

/** Replaces the units that charges reserved by the units that their calls used. Thread-safe. */
final class Settlements {
  private final Store store;
  private final Fallback fallback;
  private final Listeners listeners;
  private final Clock clock;

  Settlements(Store store, Fallback fallback, Listeners listeners, Clock clock) {
    this.store = store;
    this.fallback = fallback;
    this.listeners = listeners;
    this.clock = clock;
  }

  /** Returns whether the charge had units to settle. A failing store keeps the reservation. */
  boolean settle(LedgerCharge charge, long actual) {
    Transition<Decision> settlement = charge.settlement(charge.cost(), actual, clock.nanos());
    boolean first = charge.claimSettlement();
    if (first) {
      apply(charge, settlement);
    }
    return first;
  }

  /**
   * Returns {@code true} for the first caller if there are units to refund. The share of this node
   * gets its units back at once.
   */
  boolean claimRelease(LedgerCharge charge) {
    boolean first = charge.claimSettlement();
    if (first) {
      Transition<Decision> refund = charge.settlement(charge.cost(), 0, clock.nanos());
      fallback.countLocally(charge.policy(), charge.key(), refund);
    }
    return first;
  }

  /**
   * Returns departures to their bucket if they are the last ones that the bucket has assigned.
   *
   * @return false if the bucket has assigned later ones, and then never assigns these again; after
   *     a failure of the store, no call uses them
   */
  boolean withdraw(LedgerCharge charge, Departures last) {
    long nowNanos = clock.nanos();
    Transition.Withdraw withdraw =
        new Transition.Withdraw(last.quotas(), last.count(), last.endNanos(), nowNanos);
    try {
      long assignedNanos = store.apply(charge.key(), withdraw).resetNanos();
      return assignedNanos == 0 || nowNanos + assignedNanos - last.middleNanos() < 0;
    } catch (RuntimeException e) {
      listeners.failed(charge.policy(), e);
      return true;
    }
  }

  /**
   * Replaces the reserved units of an ended call by the units that it used: none if it does not
   * count. A later result may show that such a call counts, because an error page has set the
   * status; then the call takes units again.
   */
  void settle(LedgerCharge charge, Counting counting, CallResult result) {
    long nowNanos = clock.nanos();
    long used = used(charge, counting, result.lasting(charge.lasting(nowNanos)));
    boolean differs = used != charge.cost();
    if ((differs || left(result)) && charge.claimSettlement()) {
      if (differs) {
        apply(charge, charge.settlement(charge.cost(), used, nowNanos));
      }
      if (used == 0) {
        charge.returned();
      }
    } else if (used > 0 && charge.claimReturned()) {
      apply(charge, charge.settlement(0, used, nowNanos));
    }
  }

  /** Returns whether the client has left. The work was done all the same, so the call counts. */
  private static boolean left(CallResult result) {
    return result.outcome() == CallOutcome.ABORTED;
  }

  private long used(LedgerCharge charge, Counting counting, CallResult result) {
    try {
      boolean counts = left(result) || counting.counts(result);
      return counts ? Transition.Acquire.checked(counting.units(result, charge.cost())) : 0;
    } catch (Throwable e) { // an error, too, must not keep the other policies from their ends
      listeners.undecided(charge.policy(), e);
      return charge.cost();
    }
  }

  private void apply(LedgerCharge charge, Transition<Decision> settlement) {
    fallback.countLocally(charge.policy(), charge.key(), settlement);
    if (charge.countedBy() == CountedBy.STORE) {
      try {
        store.apply(charge.key(), settlement);
      } catch (RuntimeException e) {
        listeners.failed(charge.policy(), e);
      }
    }
  }
}
