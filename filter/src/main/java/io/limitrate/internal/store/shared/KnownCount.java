package io.limitrate.internal.store.shared;

import io.limitrate.Decision;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Store.Counts;
import io.limitrate.internal.store.shared.lease.CachedRejection;
import io.limitrate.internal.store.shared.lease.HeldLease;

/** What a node knows of the count of a key without an operation on the store. */
final class KnownCount {
  private KnownCount() {}

  /** Passes the count to the action if quotas of the policy counted, and this node knows it. */
  static void pass(LocalEntry entry, String policy, long nowNanos, Counts action) {
    HeldLease lease = entry.lease();
    CachedRejection rejection = entry.rejection();
    if (rejection != null && isOf(policy, rejection.quotas()) && rejection.holds(nowNanos)) {
      Object answer = rejection.answer(rejection.quotas(), rejection.cost(), nowNanos);
      if (answer instanceof Decision decision) {
        action.decision(entry.key(), rejection.quotas(), decision);
      }
    } else if (lease != null && isOf(policy, lease.quotas()) && !lease.ended(nowNanos)) {
      action.decision(entry.key(), lease.quotas(), lease.permitted(nowNanos));
    }
  }

  private static boolean isOf(String policy, CountedQuotas quotas) {
    return policy.equals(quotas.generation().policy());
  }
}
