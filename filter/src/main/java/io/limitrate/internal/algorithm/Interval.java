package io.limitrate.internal.algorithm;

import java.math.BigInteger;

/**
 * The exact time T = window/limit between two units, and the arithmetic in multiples of it.
 *
 * <p>T is seldom a whole number of nanoseconds. Reduced, it is {@code numerator/denominator}, and
 * an exact length of time is a pair: whole nanoseconds, and a fraction in [0, denominator). The
 * pairs stay in locals, because a decision shall allocate nothing but its state and its step.
 */
abstract sealed class Interval permits PacedAlgorithm {

  private final long numerator;
  private final long denominator;
  private final long nanos;

  /** Prepares checked values. */
  Interval(long limit, long windowNanos) {
    long divisor = BigInteger.valueOf(windowNanos).gcd(BigInteger.valueOf(limit)).longValueExact();
    this.numerator = windowNanos / divisor;
    this.denominator = limit / divisor;
    this.nanos = numerator / denominator;
  }

  final long costNanos(long units) {
    return units == 1 ? nanos : Arithmetic.mulDiv(units, numerator, 0, denominator);
  }

  /** Returns the remainder of that division, which is exact even where its products wrap. */
  final long costFraction(long units, long costNanos) {
    return units * numerator - costNanos * denominator;
  }

  /** Returns the whole units that an exact length of time has room for. */
  final long unitsIn(long nanos, long fraction) {
    return Arithmetic.mulDiv(nanos, denominator, fraction, numerator);
  }

  final long sumNanos(long nanos, long fraction, long plusNanos, long plusFraction) {
    return nanos + plusNanos + (fraction >= denominator - plusFraction ? 1 : 0);
  }

  final long sumFraction(long fraction, long plusFraction) {
    long room = denominator - plusFraction;
    return fraction >= room ? fraction - room : fraction + plusFraction;
  }

  static long differenceNanos(long nanos, long fraction, long lessNanos, long lessFraction) {
    return nanos - lessNanos - (fraction < lessFraction ? 1 : 0);
  }

  final long differenceFraction(long fraction, long lessFraction) {
    long difference = fraction - lessFraction;
    return difference < 0 ? difference + denominator : difference;
  }

  static boolean exceeds(long nanos, long fraction, long mostNanos, long mostFraction) {
    return nanos > mostNanos || (nanos == mostNanos && fraction > mostFraction);
  }

  static long ceil(long nanos, long fraction) {
    return fraction > 0 ? nanos + 1 : nanos;
  }

  /** A fraction of an earlier, finer division counts as a whole nanosecond: the strict side. */
  final long aheadNanos(long nanos, long fraction) {
    return fraction >= denominator ? nanos + 1 : nanos;
  }

  final long aheadFraction(long fraction) {
    return fraction >= denominator ? 0 : fraction;
  }
}
