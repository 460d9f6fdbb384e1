package io.limitrate.internal.algorithm;

import static io.limitrate.internal.algorithm.Oracle.big;

import io.limitrate.Decision;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Keeps every charge with its time, and sums them up for every question. */
final class SlidingWindowLogOracle implements Oracle {

  private record Charge(long timeNanos, long units) {}

  private final long limit;
  private final long windowNanos;
  private final long grainNanos;
  private final List<Charge> charges = new ArrayList<>();

  SlidingWindowLogOracle(long limit, long windowNanos) {
    this.limit = limit;
    this.windowNanos = windowNanos;
    this.grainNanos =
        limit <= 256 ? 1 : Oracle.ceilDiv(big(windowNanos), big(256)).longValueExact();
  }

  @Override
  public Answer acquire(long cost, long nowNanos) {
    boolean admitted = cost == 0 || fits(cost, nowNanos);
    if (admitted && cost > 0) {
      charges.add(new Charge(counted(nowNanos), cost));
    }
    return new Answer(
        admitted,
        limit - used(nowNanos).longValueExact(),
        used(nowNanos).signum() == 0 ? 0 : wait(limit, nowNanos),
        admitted ? 0 : wait(cost, nowNanos));
  }

  @Override
  public void settle(long reserved, long actual, long chargedAtNanos, long nowNanos) {
    if (actual > reserved) {
      long free = limit - used(nowNanos).longValueExact();
      charges.add(new Charge(counted(nowNanos), Math.min(free, actual - reserved)));
    } else if (counted(chargedAtNanos) > nowNanos - windowNanos) {
      giveBack(counted(chargedAtNanos), reserved - actual);
    }
  }

  private void giveBack(long timeNanos, long units) {
    long left = units;
    for (int at = 0; at < charges.size(); at++) {
      Charge charge = charges.get(at);
      if (charge.timeNanos() == timeNanos) {
        long given = Math.min(left, charge.units());
        charges.set(at, new Charge(timeNanos, charge.units() - given));
        left -= given;
      }
    }
  }

  private boolean fits(long cost, long nowNanos) {
    return used(nowNanos).add(big(cost)).compareTo(big(limit)) <= 0;
  }

  private BigInteger used(long nowNanos) {
    BigInteger used = BigInteger.ZERO;
    for (Charge charge : charges) {
      if (charge.timeNanos() > nowNanos - windowNanos) {
        used = used.add(big(charge.units()));
      }
    }
    return used;
  }

  private long wait(long cost, long nowNanos) {
    return cost > limit
        ? Decision.NEVER
        : Oracle.shortestWait(2 * windowNanos, wait -> fits(cost, nowNanos + wait));
  }

  private long counted(long timeNanos) {
    return Oracle.ceilDiv(big(timeNanos), big(grainNanos)).longValueExact() * grainNanos;
  }
}
