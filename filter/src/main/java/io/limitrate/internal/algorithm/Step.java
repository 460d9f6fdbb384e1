package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * The result of one call for a quota, and the quota's numbers after the call.
 *
 * <p>Immutable and thread-safe.
 *
 * @param next the state to keep; the same instance as before if nothing changed
 * @param admitted whether the units were taken
 * @param remaining units left after this step, from 0 to the capacity; 0 for a debt
 * @param resetNanos nanoseconds until the quota is full again, 0 if it is full
 * @param waitNanos for an admitted call, the time in the queue (0 unless the bucket is leaky); for
 *     a rejected call, the shortest time after which the call passes if there are no other calls,
 *     or {@link #NEVER}
 */
public record Step(
    @Nullable State next, boolean admitted, long remaining, long resetNanos, long waitNanos) {

  /** The wait of a call that costs more than the capacity, so no wait helps. */
  public static final long NEVER = Long.MAX_VALUE;

  /**
   * Returns whether this step is tighter: a rejection is tighter than a permission, a longer wait
   * is tighter than a shorter one, and fewer remaining units are tighter than more.
   */
  public boolean isTighterThan(Step other) {
    if (admitted != other.admitted) {
      return other.admitted;
    }
    return admitted ? remaining < other.remaining : waitNanos > other.waitNanos;
  }
}
