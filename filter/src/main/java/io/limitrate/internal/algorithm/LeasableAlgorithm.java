package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * An algorithm whose units can be taken in advance and used later: all but the leaky bucket, where
 * a unit is a point in time.
 *
 * <p>A lease is charged at one time and its units are used at any times from then to its end.
 * Whatever these are, the algorithm keeps its promise for the times of use, leases and calls of
 * {@link #acquire} mixed: units are tested as if all were used at once, and stored as if all were
 * used at the end. That holds for a clock that does not step back. What {@link #settle} gives back
 * is as little a part of that promise as it is without leases.
 */
public sealed interface LeasableAlgorithm extends Algorithm
    permits TokenBucketAlgorithm,
        FixedWindowAlgorithm,
        SlidingWindowLogAlgorithm,
        SlidingWindowCounterAlgorithm {

  /** Returns the time that wins the whole capacity back: a lease should be short against it. */
  long spanNanos();

  /**
   * Takes units that may be used from now to the lease's end.
   *
   * <p>The end is earlier than asked for where the window ends before, and never later than {@link
   * #spanNanos()} from now.
   *
   * @param state what the last step left, or null
   * @param units from 1 to what {@link #acquire} says remains now
   * @param nowNanos when the lease is taken
   * @param endNanos when it shall end, not before now
   * @throws IllegalArgumentException if the units or the end are out of range
   */
  Lease lease(@Nullable State state, long units, long nowNanos, long endNanos);

  /**
   * Gives units of a lease back that will not be used, and never so many that the promise could
   * break. To drop them instead is always safe.
   *
   * <p>Each unit may be given back once.
   *
   * @param state what the last step left, or null
   * @param unused what is given back
   * @param lifeNanos the longest that any lease of this limit lasts, on any node
   * @param nowNanos the time of this return
   * @return the state to keep: the same instance if nothing changed, null if the quota is whole
   */
  @Nullable State giveBack(@Nullable State state, Unused unused, long lifeNanos, long nowNanos);
}
