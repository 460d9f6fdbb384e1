package io.limitrate.internal.algorithm;

import static io.limitrate.internal.algorithm.Oracle.big;

import io.limitrate.Decision;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/** The definition as an inequality without a division; waits are found by a search. */
final class SlidingWindowCounterOracle implements Oracle {

  private final long limit;
  private final long windowNanos;
  private final Map<Long, BigInteger> counts = new HashMap<>();

  SlidingWindowCounterOracle(long limit, long windowNanos) {
    this.limit = limit;
    this.windowNanos = windowNanos;
  }

  @Override
  public Answer acquire(long cost, long nowNanos) {
    boolean admitted = cost == 0 || fits(cost, nowNanos);
    if (admitted) {
      counts.merge(number(nowNanos), big(cost), BigInteger::add);
    }
    return new Answer(
        admitted, remaining(nowNanos), reset(nowNanos), admitted ? 0 : wait(cost, nowNanos));
  }

  @Override
  public void settle(long reserved, long actual, long chargedAtNanos, long nowNanos) {
    long age = number(nowNanos) - number(chargedAtNanos);
    if (actual > reserved) {
      add(number(nowNanos), actual - reserved);
    } else if (age <= 1) {
      add(number(chargedAtNanos), actual - reserved);
    }
  }

  private void add(long number, long units) {
    BigInteger sum = counts.getOrDefault(number, BigInteger.ZERO).add(big(units));
    counts.put(number, sum.max(BigInteger.ZERO).min(big(Long.MAX_VALUE)));
  }

  /** previous·(W - e) + (current + cost)·W <= N·W. */
  private boolean fits(long cost, long nowNanos) {
    BigInteger uncovered = big(windowNanos - Math.floorMod(nowNanos, windowNanos));
    BigInteger previous = count(number(nowNanos) - 1).multiply(uncovered);
    BigInteger current = count(number(nowNanos)).add(big(cost)).multiply(big(windowNanos));
    return previous.add(current).compareTo(big(limit).multiply(big(windowNanos))) <= 0;
  }

  private long remaining(long nowNanos) {
    long most = 0;
    for (long bit = Long.highestOneBit(limit); bit > 0; bit >>= 1) {
      if (most + bit <= limit && most + bit > 0 && fits(most + bit, nowNanos)) {
        most += bit;
      }
    }
    return most;
  }

  private long wait(long cost, long nowNanos) {
    return cost > limit
        ? Decision.NEVER
        : Oracle.shortestWait(2 * windowNanos, wait -> fits(cost, nowNanos + wait));
  }

  private long reset(long nowNanos) {
    return fits(limit, nowNanos)
        ? 0
        : Oracle.shortestWait(2 * windowNanos, wait -> fits(limit, nowNanos + wait));
  }

  private BigInteger count(long number) {
    return counts.getOrDefault(number, BigInteger.ZERO);
  }

  private long number(long timeNanos) {
    return Math.floorDiv(timeNanos, windowNanos);
  }
}
