package io.limitrate.internal.login.attempt;

import java.util.concurrent.TimeUnit;

/**
 * The most events within a time, for any interval of that length. A sliding window log of the last
 * {@code limit} times counts it exactly.
 *
 * @param limit the most events, 1 to 1,000
 * @param windowNanos the time in nanoseconds, from 1 to ten years
 */
public record AttemptLimit(int limit, long windowNanos) {
  /** A limit that never rejects. */
  public static final AttemptLimit NONE = new AttemptLimit(0, 0);

  private static final int MOST = 1_000;
  private static final long LONGEST_NANOS = TimeUnit.DAYS.toNanos(3650);

  /** Checks the ranges. */
  public AttemptLimit {
    boolean none = limit == 0 && windowNanos == 0;
    if (!none && (limit < 1 || limit > MOST)) {
      throw new IllegalArgumentException("limit " + limit + ": must be from 1 to " + MOST);
    }
    if (!none && (windowNanos < 1 || windowNanos > LONGEST_NANOS)) {
      throw new IllegalArgumentException("window must be positive, and at most ten years");
    }
  }

  /** Returns the limit of one of {@code nodes} nodes: a fraction, and at least 1. */
  AttemptLimit share(int nodes) {
    return none() ? this : new AttemptLimit(Math.max(1, limit / nodes), windowNanos);
  }

  /** Returns whether this limit never rejects. */
  public boolean none() {
    return limit == 0;
  }
}
