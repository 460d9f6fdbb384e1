package io.limitrate.internal.algorithm;

/**
 * The length of a window, and the relation of a stored start to the current time.
 *
 * <p>A stored start is compared with the current time instead of the current window. This
 * comparison stays continuous when the clock overflows, and stays valid when the length changes.
 */
record Window(long nanos) {

  long startAt(long nowNanos) {
    return nowNanos - Math.floorMod(nowNanos, nanos);
  }

  /**
   * Returns whether the window with this start has not ended; the window may start up to one length
   * from now.
   */
  boolean open(long startNanos, long nowNanos) {
    return endedFor(startNanos, nowNanos) < 0 && !tooFarAhead(startNanos, nowNanos);
  }

  /** Returns whether the start is further ahead than any correct clock can have set it. */
  boolean tooFarAhead(long startNanos, long nowNanos) {
    return startNanos - nowNanos > nanos;
  }

  /**
   * Returns the nanoseconds since the end of the window with this start, negative before its end.
   */
  long endedFor(long startNanos, long nowNanos) {
    return nowNanos - startNanos - nanos;
  }

  /** Returns whether the time lies within the window with this start. */
  boolean holds(long startNanos, long timeNanos) {
    long elapsed = timeNanos - startNanos;
    return elapsed >= 0 && elapsed < nanos;
  }

  /**
   * Returns the last time of the window with this start, but at most {@code mostNanos} from now.
   */
  long lastOf(long startNanos, long nowNanos, long mostNanos) {
    return nowNanos + Math.min(mostNanos, -endedFor(startNanos, nowNanos) - 1);
  }
}
