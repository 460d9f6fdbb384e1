package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.Quota;
import io.limitrate.internal.algorithm.Arithmetic;

/**
 * Consecutive departures of a leaky bucket: one for each unit, at equal distances. Immutable and
 * thread-safe.
 *
 * @param quotas the quotas of the bucket that has assigned them; calls of one key may have
 *     different quotas
 * @param atNanos the time of the first departure
 * @param count the number of departures, at least 1
 * @param lengthNanos the time from the first departure to the one that follows the last
 */
record Departures(CountedQuotas quotas, long atNanos, long count, long lengthNanos) {

  /** Returns the departures that a charge of a single leaky bucket has taken; cost is positive. */
  static Departures of(LedgerCharge charge) {
    Decision decision = charge.decision();
    long delayNanos = decision instanceof Decision.Delayed delayed ? delayed.delayNanos() : 0;
    long lengthNanos = lengthNanos(decision.quota(), charge.cost());
    return new Departures(
        charge.tier.quotas(), charge.decidedNanos() + delayNanos, charge.cost(), lengthNanos);
  }

  private static long lengthNanos(Quota quota, long units) {
    return Arithmetic.mulDiv(quota.window().toNanos(), units, 0, quota.limit());
  }

  /** Returns the time of the departure that follows the last one. */
  long endNanos() {
    return atNanos + lengthNanos;
  }

  /** Returns the time in the middle of the last departure and the one that follows. */
  long middleNanos() {
    return endNanos() - lengthNanos / count / 2;
  }

  /** Returns the first departures. */
  Departures first(long units) {
    return units == count ? this : new Departures(quotas, atNanos, units, lengthNanos(units));
  }

  /** Returns the departures without the first ones, which are fewer than all. */
  Departures without(long units) {
    long firstNanos = lengthNanos(units);
    return new Departures(quotas, atNanos + firstNanos, count - units, lengthNanos - firstNanos);
  }

  private long lengthNanos(long units) {
    return Arithmetic.mulDiv(lengthNanos, units, 0, count);
  }

  /** Returns how many of the departures are at this time or before. */
  long passed(long nowNanos) {
    long sinceNanos = nowNanos - atNanos;
    if (sinceNanos < 0) {
      return 0;
    }
    return sinceNanos >= lengthNanos
        ? count
        : 1 + Arithmetic.mulDiv(sinceNanos, count, 0, lengthNanos);
  }
}
