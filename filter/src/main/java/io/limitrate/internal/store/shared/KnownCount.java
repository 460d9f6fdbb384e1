package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Store.Counts;
import io.limitrate.internal.store.shared.lease.CachedRejection;
import io.limitrate.internal.store.shared.lease.HeldLease;
import org.jspecify.annotations.Nullable;

/**
 * What a node knows of the count of a key without an operation on the store.
 *
 * @param counted the quotas that counted
 * @param present the decision about a call without a cost
 */
record KnownCount(CountedQuotas counted, Decision present) {

  /**
   * Passes the lease or the rejection to the action, whichever tells the larger use. Passes nothing
   * if quotas of another policy counted, or if this node knows no use.
   */
  static void pass(LocalEntry entry, String policy, long nowNanos, Counts action) {
    KnownCount leased = leased(entry.lease(), nowNanos);
    KnownCount rejected = rejected(entry.rejection(), nowNanos);
    KnownCount fuller = rejected == null || exceeds(leased, rejected) ? leased : rejected;
    if (fuller != null && policy.equals(fuller.counted.generation().policy())) {
      action.decision(entry.key(), fuller.counted, fuller.present);
    }
  }

  private static boolean exceeds(@Nullable KnownCount one, KnownCount other) {
    return one != null && Counts.use(one.present) >= Counts.use(other.present);
  }

  private static @Nullable KnownCount leased(@Nullable HeldLease lease, long nowNanos) {
    return lease == null || lease.ended(nowNanos)
        ? null
        : new KnownCount(lease.quotas(), lease.permitted(nowNanos));
  }

  /**
   * Returns the count of a cached rejection. A call whose cost is above the quota is rejected for
   * ever, which tells nothing about the use later.
   */
  private static @Nullable KnownCount rejected(@Nullable CachedRejection rejection, long nowNanos) {
    if (rejection == null || !rejection.holds(nowNanos)) {
      return null;
    }
    Object answer = rejection.answer(rejection.quotas(), rejection.cost(), nowNanos);
    return answer instanceof Decision.Rejected decision && decision.waitNanos() != Decision.NEVER
        ? new KnownCount(rejection.quotas(), decision)
        : null;
  }
}
