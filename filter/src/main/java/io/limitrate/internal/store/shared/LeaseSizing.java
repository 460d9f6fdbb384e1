package io.limitrate.internal.store.shared;

import io.limitrate.Quotas;
import io.limitrate.Transition;
import io.limitrate.Transition.Acquire;
import java.util.List;

/** Computes the size of a lease from the units that this node's calls used lately. */
final class LeaseSizing {
  /** With fewer units, a lease and its return cost more than one operation for each call. */
  private static final long LEAST_UNITS = 8;

  private LeaseSizing() {}

  /**
   * Returns the number of units to request, 0 for no lease. The shared state may grant fewer units.
   */
  static long wantedUnits(LocalEntry entry, Quotas quotas, List<Transition> asked, long nowNanos) {
    long askedNanos = entry.askedNanos();
    if (askedNanos == 0 || !quotas.leasable()) {
      return 0;
    }
    HeldLease lease = entry.lease();
    long used = lease == null || !lease.quotas().equals(quotas) ? 0 : lease.used();
    for (Transition transition : asked) {
      used += transition instanceof Acquire acquire ? acquire.cost() : 0;
    }
    double perNano = (double) used / Math.max(1, nowNanos - askedNanos);
    long wanted = (long) (perNano * quotas.leaseNanos());
    return wanted < LEAST_UNITS ? 0 : wanted;
  }
}
