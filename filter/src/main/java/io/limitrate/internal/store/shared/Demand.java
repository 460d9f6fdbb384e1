package io.limitrate.internal.store.shared;

import io.limitrate.Quotas;
import io.limitrate.Transition;
import io.limitrate.Transition.Acquire;
import java.util.List;

/** How many units a node would need in advance, judged by what its calls have used lately. */
final class Demand {
  /** With fewer, giving back what is left would cost more than asking for each. */
  private static final long LEAST_UNITS = 8;

  private Demand() {}

  /** The units to want, 0 for no lease; bounded by what is there when they are granted. */
  static long wanted(LocalEntry entry, Quotas quotas, List<Transition> asked, long nowNanos) {
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
