package io.limitrate.internal.algorithm;

import static io.limitrate.internal.algorithm.Oracle.big;
import static io.limitrate.internal.algorithm.Oracle.ceilDiv;
import static io.limitrate.internal.algorithm.Oracle.floorDiv;

import io.limitrate.Decision;
import java.math.BigInteger;

/**
 * A bucket with a rising level: a unit is W parts, and N parts become available in each nanosecond.
 */
final class BucketOracle implements Oracle {

  private final BigInteger limit;
  private final BigInteger windowNanos;
  private final long capacity;
  private final BigInteger full;
  private final boolean queues;
  private BigInteger level;
  private long filledAtNanos = Long.MIN_VALUE;

  BucketOracle(long limit, long windowNanos, long capacity, BigInteger places, boolean queues) {
    this.limit = big(limit);
    this.windowNanos = big(windowNanos);
    this.capacity = capacity;
    this.full = places.multiply(this.windowNanos);
    this.queues = queues;
    this.level = full;
  }

  @Override
  public Answer acquire(long cost, long nowNanos) {
    fill(nowNanos);
    BigInteger parts = big(cost).multiply(windowNanos);
    if (cost > capacity) {
      return answer(false, Decision.NEVER);
    }
    if (cost > 0 && parts.compareTo(level) > 0) {
      return answer(false, timeFor(parts.subtract(level)));
    }
    long queued = queues && cost > 0 ? timeFor(full.subtract(level)) : 0;
    level = level.subtract(parts);
    return answer(true, queued);
  }

  @Override
  public void settle(long reserved, long actual, long chargedAtNanos, long nowNanos) {
    fill(nowNanos);
    BigInteger overrun = big(actual).subtract(big(reserved)).multiply(windowNanos);
    BigInteger age = big(nowNanos).subtract(big(chargedAtNanos));
    boolean regained = age.compareTo(ceilDiv(full, limit)) >= 0;
    if (overrun.signum() > 0 || (overrun.signum() < 0 && !regained)) {
      level = level.subtract(overrun).min(full).max(full.negate());
    }
  }

  private void fill(long nowNanos) {
    BigInteger elapsed = big(nowNanos).subtract(big(filledAtNanos));
    level = level.add(elapsed.multiply(limit)).min(full);
    filledAtNanos = nowNanos;
  }

  private Answer answer(boolean admitted, long wait) {
    long units =
        floorDiv(level, windowNanos).max(BigInteger.ZERO).min(big(capacity)).longValueExact();
    return new Answer(admitted, units, timeFor(full.subtract(level)), wait);
  }

  private long timeFor(BigInteger parts) {
    return ceilDiv(parts, limit).longValueExact();
  }
}
