package io.limitrate.internal.algorithm;

import static java.math.BigInteger.ONE;

import io.limitrate.Quota;
import io.limitrate.Quota.Kind;
import java.math.BigInteger;
import java.time.Duration;

/** The numbers of a quota, which create its algorithm and its oracle. */
record Limit(Kind kind, long limit, long windowNanos, long size) {
  static final long LONGEST_WINDOW_NANOS = Duration.ofDays(3_650).toNanos();

  private static final long LONGEST_FILL_NANOS = 1L << 60;

  /** Reduces a burst or queue to the range that its limit permits. */
  Limit {
    BigInteger most =
        big(LONGEST_FILL_NANOS).multiply(big(limit)).divide(big(windowNanos)).max(ONE);
    size = big(size).min(most).longValueExact();
  }

  Algorithm algorithm() {
    return Algorithm.of(quota());
  }

  Quota quota() {
    return kind.quota(limit, Duration.ofNanos(windowNanos), size);
  }

  Oracle oracle() {
    return switch (kind) {
      case TOKEN_BUCKET -> new BucketOracle(limit, windowNanos, size, big(size), false);
      case LEAKY_BUCKET -> new BucketOracle(limit, windowNanos, size, big(size).add(ONE), true);
      case FIXED_WINDOW -> new FixedWindowOracle(limit, windowNanos);
      case SLIDING_WINDOW_LOG -> new SlidingWindowLogOracle(limit, windowNanos);
      case SLIDING_WINDOW_COUNTER -> new SlidingWindowCounterOracle(limit, windowNanos);
    };
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
