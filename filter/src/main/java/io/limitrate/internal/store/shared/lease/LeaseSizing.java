package io.limitrate.internal.store.shared.lease;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Acquire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the size of leases. */
public final class LeaseSizing {
  /** With fewer units, a lease and its return cost more than one operation for each call. */
  private static final long LEAST_UNITS = 8;

  /**
   * A lease is at most so many times as large as the use that the node has seen. Calls that waited
   * during a pause of the node arrive together, and their number says nothing about the next ones.
   */
  private static final int MOST_GROWTH = 8;

  private LeaseSizing() {}

  /**
   * Returns the number of units to request, 0 for no lease. The shared state may grant fewer units.
   *
   * @param lease the current lease
   * @param askedNanos the time of the last operation, 0 for none
   */
  public static long wantedUnits(
      @Nullable HeldLease lease,
      long askedNanos,
      CountedQuotas quotas,
      List<? extends Transition<?>> asked,
      long nowNanos) {
    if (askedNanos == 0 || !quotas.leasable() || noCallAsks(asked)) {
      return 0;
    }
    long used = lease == null || !lease.quotas().equals(quotas) ? 0 : lease.used();
    for (Transition<?> transition : asked) {
      used += transition instanceof Acquire acquire ? acquire.cost() : 0;
    }
    long leastNanos = quotas.leaseNanos() / MOST_GROWTH;
    long sinceNanos = Math.max(leastNanos, nowNanos - askedNanos);
    long wanted = (long) ((double) used * quotas.leaseNanos() / sinceNanos);
    return wanted < LEAST_UNITS ? 0 : wanted;
  }

  /** Returns whether no transition would take units of a lease. A refresh asks for nothing. */
  private static boolean noCallAsks(List<? extends Transition<?>> asked) {
    return !asked.isEmpty() && asked.stream().noneMatch(Acquire.class::isInstance);
  }
}
