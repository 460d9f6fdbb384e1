package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * An algorithm whose units can be taken in advance and used later. The leaky bucket is not
 * leasable, because each of its units is a point in time, and neither are calls in flight, because
 * each of them has a slot of its own.
 *
 * <p>A lease is charged at one time, and its units are used at any times from then to its end. The
 * limit holds for these times of use, for any mixture of leases and calls of {@link #acquire}:
 * units are tested as if all were used at once, and stored as if all were used at the end. This
 * requires a clock that does not step back. Refunds by {@link #settle} are outside of this
 * guarantee, with and without leases.
 */
public sealed interface LeasableAlgorithm extends Algorithm
    permits TokenBucketAlgorithm,
        FixedWindowAlgorithm,
        SlidingWindowLogAlgorithm,
        SlidingWindowCounterAlgorithm,
        CalendarWindowAlgorithm {

  /**
   * Takes units that may be used from now to the end of the lease. A lease should be short in
   * comparison with {@link #spanNanos()}.
   *
   * <p>The lease ends earlier than requested if the window ends earlier, and at the latest {@link
   * #spanNanos()} from now.
   *
   * @param state the state after the previous step, or null
   * @param units from 1 to the remaining units that {@link #acquire} reports now
   * @param nowNanos the time of the lease
   * @param endNanos the requested end, not before now
   * @throws IllegalArgumentException if the units or the end are out of range
   */
  Lease lease(@Nullable State state, long units, long nowNanos, long endNanos);

  /**
   * Returns unused units of a lease, but at most so many that the limit still holds. Dropping the
   * units instead is always safe.
   *
   * <p>Each unit may be returned once.
   *
   * @param state the state after the previous step, or null
   * @param unused the units to return
   * @param lifeNanos the longest duration of a lease of this limit, on any node
   * @param nowNanos the time of this return
   * @return the state to keep: the same instance if nothing changed, null if the quota is full
   */
  @Nullable State giveBack(@Nullable State state, Unused unused, long lifeNanos, long nowNanos);
}
