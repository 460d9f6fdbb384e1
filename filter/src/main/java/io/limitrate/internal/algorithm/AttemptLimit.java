package io.limitrate.internal.algorithm;

import java.util.concurrent.TimeUnit;

/**
 * So many within so long, at any time: what a sliding window log of the last {@code limit} times
 * tells exactly.
 *
 * @param limit how many, 1 to 1,000
 * @param windowNanos within how long, from 1 ns to ten years
 */
public record AttemptLimit(int limit, long windowNanos) {
  /** Holds always. */
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

  /** The part that one of so many nodes has of it: at least one. */
  AttemptLimit share(int nodes) {
    return none() ? this : new AttemptLimit(Math.max(1, limit / nodes), windowNanos);
  }

  /** Whether it never rejects. */
  public boolean none() {
    return limit == 0;
  }
}
