package io.limitrate.internal.algorithm;

import static java.math.BigInteger.ONE;

import io.limitrate.Quota.Kind;
import java.math.BigInteger;

/** The parameters of an algorithm, which create the algorithm and its oracle. */
record Limit(Kind kind, long limit, long windowNanos, long size) {

  /** Reduces a burst or queue to the range that its limit permits. */
  Limit {
    BigInteger most =
        big(Arguments.MAX_FILL_NANOS).multiply(big(limit)).divide(big(windowNanos)).max(ONE);
    size = big(size).min(most).longValueExact();
  }

  Algorithm algorithm() {
    return switch (kind) {
      case TOKEN_BUCKET -> Algorithm.tokenBucket(limit, windowNanos, size);
      case LEAKY_BUCKET -> Algorithm.leakyBucket(limit, windowNanos, size);
      case FIXED_WINDOW -> Algorithm.fixedWindow(limit, windowNanos);
      case SLIDING_WINDOW_LOG -> Algorithm.slidingWindowLog(limit, windowNanos);
      case SLIDING_WINDOW_COUNTER -> Algorithm.slidingWindowCounter(limit, windowNanos);
    };
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
