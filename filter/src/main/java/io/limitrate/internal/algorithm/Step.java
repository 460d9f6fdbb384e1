package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * What one call did to a quota, and where the quota stands after it.
 *
 * <p>Immutable and thread-safe.
 *
 * @param next the state to keep; the same instance as before if nothing changed
 * @param admitted whether the units were taken
 * @param remaining units left after this step, from 0 to the capacity; debt shows as 0
 * @param resetNanos nanoseconds until the quota is whole again, 0 if it is
 * @param waitNanos of an admitted call, how long it has to queue (0 unless the bucket is leaky); of
 *     a rejected one, the shortest time after which it passes when alone, or {@link #NEVER}
 */
public record Step(
    @Nullable State next, boolean admitted, long remaining, long resetNanos, long waitNanos) {

  /** The wait of a call that costs more than the capacity: no waiting helps it. */
  public static final long NEVER = Long.MAX_VALUE;
}
