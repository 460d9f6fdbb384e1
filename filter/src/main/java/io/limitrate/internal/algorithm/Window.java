package io.limitrate.internal.algorithm;

/**
 * A window's length, and what it says about a stored start.
 *
 * <p>A stored start is compared with now, not with the window that now falls into: that stays
 * continuous where the clock wraps, and keeps meaning something when the length is changed.
 */
record Window(long nanos) {

  long startAt(long nowNanos) {
    return nowNanos - Math.floorMod(nowNanos, nanos);
  }

  /** Whether the window of that start has not ended; it may begin up to one length from now. */
  boolean open(long startNanos, long nowNanos) {
    return endedFor(startNanos, nowNanos) < 0 && !astray(startNanos, nowNanos);
  }

  /** Whether the start is further ahead than any clock that was right may have put it. */
  boolean astray(long startNanos, long nowNanos) {
    return startNanos - nowNanos > nanos;
  }

  /** Returns the nanoseconds since the end of the window of that start, negative before. */
  long endedFor(long startNanos, long nowNanos) {
    return nowNanos - startNanos - nanos;
  }

  /** Whether the time lies inside the window of that start. */
  boolean holds(long startNanos, long timeNanos) {
    long elapsed = timeNanos - startNanos;
    return elapsed >= 0 && elapsed < nanos;
  }

  /** Returns the last time, not later than so long from now, that the window of that start has. */
  long lastOf(long startNanos, long nowNanos, long mostNanos) {
    return nowNanos + Math.min(mostNanos, -endedFor(startNanos, nowNanos) - 1);
  }
}
