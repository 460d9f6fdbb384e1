package io.limitrate.internal.algorithm;

import java.math.BigInteger;
import java.util.function.LongPredicate;

/**
 * A simple limiter that is easy to verify: unbounded integers, no state is dropped, times only
 * ascend.
 */
interface Oracle {

  Answer acquire(long cost, long nowNanos);

  void settle(long reserved, long actual, long chargedAtNanos, long nowNanos);

  static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  static BigInteger ceilDiv(BigInteger dividend, BigInteger divisor) {
    return floorDiv(dividend.negate(), divisor).negate();
  }

  static BigInteger floorDiv(BigInteger dividend, BigInteger divisor) {
    return dividend.subtract(dividend.mod(divisor)).divide(divisor);
  }

  /**
   * Returns the shortest wait that passes, by bisection, given that every longer wait passes too.
   */
  static long shortestWait(long longest, LongPredicate passesAfter) {
    long fails = 0;
    long passes = longest;
    while (passes - fails > 1) {
      long middle = fails + (passes - fails) / 2;
      if (passesAfter.test(middle)) {
        passes = middle;
      } else {
        fails = middle;
      }
    }
    return passes;
  }
}
