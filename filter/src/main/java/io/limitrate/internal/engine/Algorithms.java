package io.limitrate.internal.engine;

import io.limitrate.Quota;
import io.limitrate.internal.algorithm.Algorithm;

/** Creates the algorithm that counts a quota. */
final class Algorithms {
  private Algorithms() {}

  static Algorithm of(Quota quota) {
    long windowNanos = quota.window().toNanos();
    return switch (quota.kind()) {
      case TOKEN_BUCKET -> Algorithm.tokenBucket(quota.limit(), windowNanos, quota.capacity());
      case LEAKY_BUCKET -> Algorithm.leakyBucket(quota.limit(), windowNanos, quota.capacity());
      case FIXED_WINDOW -> Algorithm.fixedWindow(quota.limit(), windowNanos);
      case SLIDING_WINDOW_LOG -> Algorithm.slidingWindowLog(quota.limit(), windowNanos);
      case SLIDING_WINDOW_COUNTER -> Algorithm.slidingWindowCounter(quota.limit(), windowNanos);
    };
  }
}
