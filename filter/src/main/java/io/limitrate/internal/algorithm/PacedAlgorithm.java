package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota;
import org.jspecify.annotations.Nullable;

/**
 * The steps that the token bucket and the leaky bucket share. The state is a point in time: each
 * unit moves the point ahead by the interval T = window/limit, and the current time catches up with
 * it.
 */
abstract sealed class PacedAlgorithm extends Interval
    permits TokenBucketAlgorithm, LeakyBucketAlgorithm {

  private final Quota quota;
  private final long capacity;

  /** The most time that admitted units may move the point ahead of now: tau in the literature. */
  private final long toleranceNanos;

  private final long toleranceFraction;

  /** The most time that debt may move the point ahead of now: twice tau. */
  private final long debtNanos;

  private final long debtFraction;

  /**
   * Precomputes the constants of the quota.
   *
   * @param atOnce units, 0 or 1, that proceed at once in addition to the capacity
   */
  PacedAlgorithm(Quota quota, int atOnce) {
    super(quota);
    this.quota = quota;
    this.capacity = quota.capacity();
    long nanos = costNanos(capacity);
    long fraction = costFraction(capacity, nanos);
    long extraNanos = costNanos(atOnce);
    long extraFraction = costFraction(atOnce, extraNanos);
    this.toleranceNanos = sumNanos(nanos, fraction, extraNanos, extraFraction);
    this.toleranceFraction = sumFraction(fraction, extraFraction);
    this.debtNanos = sumNanos(toleranceNanos, toleranceFraction, toleranceNanos, toleranceFraction);
    this.debtFraction = sumFraction(toleranceFraction, toleranceFraction);
  }

  /** Returns the state for a point in time. */
  abstract State state(long nanos, long fraction);

  /** Returns how long an admitted call queues if the point was {@code leadNanos} ahead. */
  abstract long queuedNanos(long leadNanos);

  public final long capacity() {
    return capacity;
  }

  public final long retentionNanos() {
    return ceil(debtNanos, debtFraction);
  }

  /** Returns tau in whole nanoseconds. */
  public final long spanNanos() {
    return toleranceNanos;
  }

  /** Returns the units, in thousandths, by which the given point in time is ahead. */
  final long usedUntil(long atNanos, long atFraction, long nowNanos) {
    long ahead = aheadNanos(atNanos - nowNanos, atFraction);
    long part = aheadFraction(atFraction);
    return thousandthsIn(leadNanos(ahead, part), leadFraction(ahead, part));
  }

  /** Moves the given point ahead by units in thousandths, at most by the capacity. */
  final State chargeUntil(long atNanos, long atFraction, long thousandths, long nowNanos) {
    long ahead = aheadNanos(atNanos - nowNanos, atFraction);
    long part = aheadFraction(atFraction);
    long lead = leadNanos(ahead, part) + nanosOf(thousandths);
    long fraction = leadFraction(ahead, part);
    return state(nowNanos + leadNanos(lead, fraction), leadFraction(lead, fraction));
  }

  /** Takes the cost from a state that stands for the given point in time. */
  final Step<Decision> step(
      @Nullable State state, long atNanos, long atFraction, long cost, long nowNanos) {
    long ahead = aheadNanos(atNanos - nowNanos, atFraction);
    long part = aheadFraction(atFraction);
    long lead = leadNanos(ahead, part);
    long fraction = leadFraction(ahead, part);
    State next = tooFarAhead(ahead, part) ? state(nowNanos + lead, fraction) : state;
    if (takes(lead, fraction, cost)) {
      next = state(nowNanos + leadAfter(lead, fraction, cost), fractionAfter(fraction, cost));
    }
    return new Step<>(next, decision(lead, fraction, cost));
  }

  /** Returns whether a call takes its units at this lead. */
  final boolean takes(long lead, long fraction, long cost) {
    return Arguments.notNegative("cost", cost) > 0
        && cost <= capacity
        && spareNanos(leadAfter(lead, fraction, cost), fractionAfter(fraction, cost)) >= 0;
  }

  /** Returns the decision about a call at this lead. */
  final Decision decision(long lead, long fraction, long cost) {
    if (takes(lead, fraction, cost)) {
      long after = leadAfter(lead, fraction, cost);
      long fractionAfter = fractionAfter(fraction, cost);
      long remaining = remaining(after, fractionAfter);
      long wait = queuedNanos(ceil(lead, fraction));
      return wait == 0
          ? new Decision.Permitted(quota, remaining, ceil(after, fractionAfter))
          : new Decision.Delayed(quota, remaining, ceil(after, fractionAfter), wait);
    }
    long remaining = remaining(lead, fraction);
    return cost == 0
        ? new Decision.Permitted(quota, remaining, ceil(lead, fraction))
        : new Decision.Rejected(
            quota, remaining, ceil(lead, fraction), untilItFits(lead, fraction, cost));
  }

  private long untilItFits(long lead, long fraction, long cost) {
    return cost > capacity
        ? Decision.NEVER
        : leadAfter(lead, fraction, cost)
            - toleranceNanos
            + (fractionAfter(fraction, cost) > toleranceFraction ? 1 : 0);
  }

  /**
   * Returns the units of a settlement: negative for a refund, which is 0 after tau, because the
   * bucket has regained the reserved units by then.
   */
  final long settled(long reserved, long actual, long chargedAtNanos, long nowNanos) {
    long units = Arguments.overrun(reserved, actual);
    return units < 0 && nowNanos - chargedAtNanos >= fillingNanos() ? 0 : units;
  }

  private long fillingNanos() {
    return ceil(toleranceNanos, toleranceFraction);
  }

  /** Moves the given point by the units of a settlement. */
  final @Nullable State move(
      @Nullable State state, long atNanos, long atFraction, long units, long nowNanos) {
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

  /** Charges units that fit, as if they were used {@code laterNanos} later. */
  final State charge(long atNanos, long atFraction, long units, long laterNanos, long nowNanos) {
    long ahead = aheadNanos(atNanos - nowNanos, atFraction);
    long part = aheadFraction(atFraction);
    long lead = leadNanos(ahead, part);
    boolean behind = lead < laterNanos;
    long costNanos = costNanos(units);
    long costFraction = costFraction(units, costNanos);
    long fromNanos = behind ? laterNanos : lead;
    long fromFraction = behind ? 0 : leadFraction(ahead, part);
    return state(
        nowNanos + sumNanos(fromNanos, fromFraction, costNanos, costFraction),
        sumFraction(fromFraction, costFraction));
  }

  /** Moves the given point back by the cost of the units, but by at most {@code mostNanos}. */
  final State lower(long atNanos, long atFraction, long units, long mostNanos) {
    long possible = Math.min(units, capacity);
    long costNanos = costNanos(possible);
    boolean whole = costNanos < mostNanos;
    long lessNanos = whole ? costNanos : mostNanos;
    long lessFraction = whole ? costFraction(possible, costNanos) : 0;
    long nanos = aheadNanos(atNanos, atFraction);
    long fraction = aheadFraction(atFraction);
    return state(
        differenceNanos(nanos, fraction, lessNanos, lessFraction),
        differenceFraction(fraction, lessFraction));
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

  /** Returns whether the units certainly exceed the debt; the cost of fewer units fits a long. */
  private boolean outweighsDebt(long units) {
    return units / 4 >= capacity;
  }

  final long leadNanos(long nanos, long fraction) {
    return tooFarAhead(nanos, fraction) ? debtNanos : Math.max(0, nanos);
  }

  final long leadFraction(long nanos, long fraction) {
    return tooFarAhead(nanos, fraction) ? debtFraction : nanos < 0 ? 0 : fraction;
  }

  final boolean tooFarAhead(long nanos, long fraction) {
    return exceeds(nanos, fraction, debtNanos, debtFraction);
  }

  private long remaining(long lead, long fraction) {
    if (lead == 0 && fraction == 0) {
      return capacity;
    }
    long spare = spareNanos(lead, fraction);
    return spare < 0 ? 0 : unitsIn(spare, differenceFraction(toleranceFraction, fraction));
  }

  /** Returns the whole nanoseconds by which a lead is below tau; negative for a lead above tau. */
  private long spareNanos(long lead, long fraction) {
    return differenceNanos(toleranceNanos, toleranceFraction, lead, fraction);
  }
}
