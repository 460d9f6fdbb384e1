package io.limitrate.internal.algorithm;

import io.limitrate.Quota;
import java.math.BigInteger;

/**
 * The exact time T = window/limit between two units, and the arithmetic with multiples of T.
 *
 * <p>T is seldom a whole number of nanoseconds. The reduced fraction is {@code
 * numerator/denominator}. An exact duration is a pair of whole nanoseconds and a fraction in [0,
 * denominator). The pairs stay in local variables, so that a call allocates only its state and its
 * decision.
 */
abstract sealed class Interval permits PacedAlgorithm {

  private static final BigInteger THOUSAND = BigInteger.valueOf(1_000);

  private final long numerator;
  private final long denominator;
  private final long nanos;

  Interval(Quota quota) {
    long limit = quota.limit();
    long windowNanos = quota.window().toNanos();
    long divisor = BigInteger.valueOf(windowNanos).gcd(BigInteger.valueOf(limit)).longValueExact();
    this.numerator = windowNanos / divisor;
    this.denominator = limit / divisor;
    this.nanos = numerator / denominator;
  }

  /** Returns the whole nanoseconds of units, which must not be negative. */
  final long costNanos(long units) {
    return units == 1
        ? nanos
        : Arithmetic.mulDiv(Arguments.notNegative("cost", units), numerator, 0, denominator);
  }

  /** Returns the remainder of that division. The result is exact even if the products overflow. */
  final long costFraction(long units, long costNanos) {
    return units * numerator - costNanos * denominator;
  }

  /** Returns the number of whole units that fit into an exact duration. */
  final long unitsIn(long nanos, long fraction) {
    return Arithmetic.mulDiv(nanos, denominator, fraction, numerator);
  }

  /** Returns the units, in thousandths, that fit into an exact duration. */
  final long thousandthsIn(long nanos, long fraction) {
    return BigInteger.valueOf(nanos)
        .multiply(BigInteger.valueOf(denominator))
        .add(BigInteger.valueOf(fraction))
        .multiply(THOUSAND)
        .divide(BigInteger.valueOf(numerator))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  /** Returns the whole nanoseconds of units in thousandths; the result must fit a long. */
  final long nanosOf(long thousandths) {
    return BigInteger.valueOf(thousandths)
        .multiply(BigInteger.valueOf(numerator))
        .divide(BigInteger.valueOf(denominator).multiply(THOUSAND))
        .longValueExact();
  }

  /** Returns the whole nanoseconds of the sum of a duration and the cost of units. */
  final long leadAfter(long nanos, long fraction, long units) {
    long plusNanos = costNanos(units);
    return sumNanos(nanos, fraction, plusNanos, costFraction(units, plusNanos));
  }

  /** Returns the fraction of the sum of a duration and the cost of units. */
  final long fractionAfter(long fraction, long units) {
    return sumFraction(fraction, costFraction(units, costNanos(units)));
  }

  /** Returns the largest fraction, in units of 1/denominator of a nanosecond. */
  final long mostFraction() {
    return denominator - 1;
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

  /**
   * Returns the nanoseconds. A fraction of an earlier limit with a larger denominator counts as a
   * whole nanosecond, which errs on the strict side.
   */
  final long aheadNanos(long nanos, long fraction) {
    return fraction >= denominator ? nanos + 1 : nanos;
  }

  final long aheadFraction(long fraction) {
    return fraction >= denominator ? 0 : fraction;
  }
}
