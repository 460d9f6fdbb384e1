package io.limitrate.internal.algorithm;

import java.math.BigInteger;

/**
 * Integer arithmetic without overflow: products of more than 64 bits, and sums with an upper bound.
 */
public final class Arithmetic {

  private Arithmetic() {}

  /** Returns floor((a·b + c) / d) for a, b, c ≥ 0 and d ≥ 1; the quotient must fit a long. */
  public static long mulDiv(long a, long b, long c, long d) {
    long low = a * b;
    boolean narrow = (low | (low + c)) >= 0; // neither is negative
    if (narrow && Math.multiplyHigh(a, b) == 0) {
      return (low + c) / d;
    }
    return wideMulDiv(a, b, c, d);
  }

  /** A separate method, so that {@link #mulDiv} stays small enough to be inlined. */
  private static long wideMulDiv(long a, long b, long c, long d) {
    return BigInteger.valueOf(a)
        .multiply(BigInteger.valueOf(b))
        .add(BigInteger.valueOf(c))
        .divide(BigInteger.valueOf(d))
        .longValueExact();
  }

  /** Returns ceil(a·b / d) for a, b ≥ 0 and d ≥ 1; the quotient must fit a long. */
  static long mulDivUp(long a, long b, long d) {
    return mulDiv(a, b, d - 1, d);
  }

  /** Returns a count in thousandths, at most {@link Long#MAX_VALUE}. */
  static long thousandths(long count) {
    return count > Long.MAX_VALUE / 1_000 ? Long.MAX_VALUE : count * 1_000;
  }

  /** Returns the sum of two counts, at most {@link Long#MAX_VALUE}. */
  static long saturatedSum(long count, long units) {
    long sum = count + units;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
