package io.limitrate.algorithm;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic that the token bucket and the leaky bucket share: a point in time that each unit
 * moves ahead by the interval T = window/limit, and that now catches up with.
 *
 * <p>T is seldom a whole number of nanoseconds. Reduced, it is {@code numerator/denominator}, and
 * an exact length of time is a pair: whole nanoseconds, and a fraction in [0, denominator). The
 * pairs stay in locals, because a decision shall allocate nothing but its state and its step.
 */
abstract sealed class PacedAlgorithm permits TokenBucketAlgorithm, LeakyBucketAlgorithm {

  private final long capacity;
  private final long numerator;
  private final long denominator;
  private final long intervalNanos;

  /** How far ahead the point may get by admitted units: tau in the literature. */
  private final long toleranceNanos;

  private final long toleranceFraction;

  /** How far ahead debt may take it: twice tau. */
  private final long debtNanos;

  private final long debtFraction;

  /**
   * Prepares checked values.
   *
   * @param atOnce units, 0 or 1, that go at once besides the capacity
   */
  PacedAlgorithm(long limit, long windowNanos, long capacity, int atOnce) {
    long divisor = BigInteger.valueOf(windowNanos).gcd(BigInteger.valueOf(limit)).longValueExact();
    this.capacity = capacity;
    this.numerator = windowNanos / divisor;
    this.denominator = limit / divisor;
    this.intervalNanos = numerator / denominator;
    long nanos = costNanos(capacity);
    long fraction = costFraction(capacity, nanos);
    long extraNanos = atOnce * intervalNanos;
    long extraFraction = costFraction(atOnce, extraNanos);
    this.toleranceNanos = sumNanos(nanos, fraction, extraNanos, extraFraction);
    this.toleranceFraction = sumFraction(fraction, extraFraction);
    this.debtNanos = sumNanos(toleranceNanos, toleranceFraction, toleranceNanos, toleranceFraction);
    this.debtFraction = sumFraction(toleranceFraction, toleranceFraction);
  }

  /** Returns the state for a point in time. */
  abstract State state(long nanos, long fraction);

  /** Returns how long an admitted call queues when the point was so far ahead. */
  abstract long queuedNanos(long leadNanos);

  public final long capacity() {
    return capacity;
  }

  public final long retentionNanos() {
    return ceil(debtNanos, debtFraction);
  }

  /**
   * Takes the cost where the given state stands for the given point in time.
   *
   * <p>One way through for every outcome: the compiler spares the step's allocation only where
   * there is a single place that makes it.
   */
  final Step step(@Nullable State state, long atNanos, long atFraction, long cost, long nowNanos) {
    Arguments.notNegative("cost", cost);
    long ahead = aheadNanos(atNanos - nowNanos, atFraction);
    long part = aheadFraction(atFraction);
    long lead = leadNanos(ahead, part);
    long fraction = leadFraction(ahead, part);
    boolean possible = cost <= capacity;
    long costNanos = possible ? costNanos(cost) : 0;
    long costFraction = possible ? costFraction(cost, costNanos) : 0;
    long nextLead = sumNanos(lead, fraction, costNanos, costFraction);
    long nextFraction = sumFraction(fraction, costFraction);
    boolean fits = !exceeds(nextLead, nextFraction, toleranceNanos, toleranceFraction);
    boolean admitted = cost == 0 || (possible && fits);
    State next = state;
    long wait = 0;
    if (!admitted) {
      wait = possible ? untilItFits(nextLead, nextFraction) : Step.NEVER;
    } else if (cost > 0) {
      next = state(nowNanos + nextLead, nextFraction);
      wait = queuedNanos(ceil(lead, fraction));
      lead = nextLead;
      fraction = nextFraction;
    }
    if (next == state && astray(ahead, part)) {
      next = state(nowNanos + lead, fraction);
    }
    return new Step(next, admitted, remaining(lead, fraction), ceil(lead, fraction), wait);
  }

  private long untilItFits(long lead, long fraction) {
    return lead - toleranceNanos + (fraction > toleranceFraction ? 1 : 0);
  }

  /** A fraction of an earlier, finer division counts as a whole nanosecond: the strict side. */
  private long aheadNanos(long nanos, long fraction) {
    return fraction >= denominator ? nanos + 1 : nanos;
  }

  private long aheadFraction(long fraction) {
    return fraction >= denominator ? 0 : fraction;
  }

  /** Moves the given point by the difference of two costs. */
  final @Nullable State move(
      @Nullable State state,
      long atNanos,
      long atFraction,
      long reserved,
      long actual,
      long nowNanos) {
    long units = Arguments.overrun(reserved, actual);
    if (units == 0) {
      return state;
    }
    long ahead = aheadNanos(atNanos - nowNanos, atFraction);
    long part = aheadFraction(atFraction);
    long lead = leadNanos(ahead, part);
    long fraction = leadFraction(ahead, part);
    return units < 0
        ? giveBack(lead, fraction, -units, nowNanos)
        : overrun(lead, fraction, units, nowNanos);
  }

  private @Nullable State giveBack(long lead, long fraction, long units, long nowNanos) {
    if (outweighsDebt(units)) {
      return null;
    }
    long costNanos = costNanos(units);
    long costFraction = costFraction(units, costNanos);
    if (!exceeds(lead, fraction, costNanos, costFraction)) {
      return null;
    }
    return state(
        nowNanos + differenceNanos(lead, fraction, costNanos, costFraction),
        differenceFraction(fraction, costFraction));
  }

  private State overrun(long lead, long fraction, long units, long nowNanos) {
    if (outweighsDebt(units)) {
      return state(nowNanos + debtNanos, debtFraction);
    }
    long costNanos = costNanos(units);
    long costFraction = costFraction(units, costNanos);
    long sum = sumNanos(lead, fraction, costNanos, costFraction);
    long sumFraction = sumFraction(fraction, costFraction);
    return state(nowNanos + leadNanos(sum, sumFraction), leadFraction(sum, sumFraction));
  }

  /** Whether so many units are sure to exceed the debt; fewer have a cost that fits a long. */
  private boolean outweighsDebt(long units) {
    return units / 4 >= capacity;
  }

  private long leadNanos(long nanos, long fraction) {
    return nanos < 0 ? 0 : astray(nanos, fraction) ? debtNanos : nanos;
  }

  private long leadFraction(long nanos, long fraction) {
    return nanos < 0 ? 0 : astray(nanos, fraction) ? debtFraction : fraction;
  }

  private boolean astray(long nanos, long fraction) {
    return exceeds(nanos, fraction, debtNanos, debtFraction);
  }

  private long remaining(long lead, long fraction) {
    if (lead == 0 && fraction == 0) {
      return capacity;
    }
    if (exceeds(lead, fraction, toleranceNanos, toleranceFraction)) {
      return 0;
    }
    return Arithmetic.mulDiv(
        differenceNanos(toleranceNanos, toleranceFraction, lead, fraction),
        denominator,
        differenceFraction(toleranceFraction, fraction),
        numerator);
  }

  private long costNanos(long units) {
    return units == 1 ? intervalNanos : Arithmetic.mulDiv(units, numerator, 0, denominator);
  }

  /** Returns the remainder of that division, which is exact even where its products wrap. */
  private long costFraction(long units, long costNanos) {
    return units * numerator - costNanos * denominator;
  }

  private long sumNanos(long nanos, long fraction, long plusNanos, long plusFraction) {
    return nanos + plusNanos + (fraction >= denominator - plusFraction ? 1 : 0);
  }

  private long sumFraction(long fraction, long plusFraction) {
    long room = denominator - plusFraction;
    return fraction >= room ? fraction - room : fraction + plusFraction;
  }

  private static long differenceNanos(
      long nanos, long fraction, long lessNanos, long lessFraction) {
    return nanos - lessNanos - (fraction < lessFraction ? 1 : 0);
  }

  private long differenceFraction(long fraction, long lessFraction) {
    long difference = fraction - lessFraction;
    return difference < 0 ? difference + denominator : difference;
  }

  private static boolean exceeds(long nanos, long fraction, long mostNanos, long mostFraction) {
    return nanos > mostNanos || (nanos == mostNanos && fraction > mostFraction);
  }

  private static long ceil(long nanos, long fraction) {
    return fraction > 0 ? nanos + 1 : nanos;
  }
}
