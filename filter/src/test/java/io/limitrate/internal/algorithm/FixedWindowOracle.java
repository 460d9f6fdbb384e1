package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** Keeps a count for every window. */
final class FixedWindowOracle implements Oracle {

  private final BigInteger limit;
  private final long windowNanos;
  private final Map<Long, BigInteger> counts = new HashMap<>();

  FixedWindowOracle(long limit, long windowNanos) {
    this.limit = Oracle.big(limit);
    this.windowNanos = windowNanos;
  }

  @Override
  public Answer acquire(long cost, long nowNanos) {
    long wait = (number(nowNanos) + 1) * windowNanos - nowNanos;
    BigInteger sum = count(nowNanos).add(Oracle.big(cost));
    boolean admitted = cost == 0 || sum.compareTo(limit) <= 0;
    if (admitted) {
      counts.put(number(nowNanos), sum);
    } else if (Oracle.big(cost).compareTo(limit) > 0) {
      return answer(false, Decision.NEVER, nowNanos, wait);
    }
    return answer(admitted, admitted ? 0 : wait, nowNanos, wait);
  }

  @Override
  public void settle(long reserved, long actual, long chargedAtNanos, long nowNanos) {
    if (actual > reserved || number(chargedAtNanos) == number(nowNanos)) {
      BigInteger sum = count(nowNanos).add(Oracle.big(actual)).subtract(Oracle.big(reserved));
      counts.put(number(nowNanos), sum.max(BigInteger.ZERO).min(Oracle.big(Long.MAX_VALUE)));
    }
  }

  private Answer answer(boolean admitted, long wait, long nowNanos, long end) {
    BigInteger count = count(nowNanos);
    long remaining = limit.subtract(count).max(BigInteger.ZERO).longValueExact();
    return new Answer(admitted, remaining, count.signum() == 0 ? 0 : end, wait);
  }

  private BigInteger count(long timeNanos) {
    return counts.getOrDefault(number(timeNanos), BigInteger.ZERO);
  }

  private long number(long timeNanos) {
    return Math.floorDiv(timeNanos, windowNanos);
  }
}
