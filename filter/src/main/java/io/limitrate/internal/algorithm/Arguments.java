package io.limitrate.internal.algorithm;

import java.math.BigInteger;
import java.util.concurrent.TimeUnit;

/** Checks the ranges within which the arithmetic of this package cannot overflow. */
final class Arguments {

  /** Ten years with the largest number of leap days. */
  static final long MAX_WINDOW_NANOS = TimeUnit.DAYS.toNanos(3653);

  /** About 36 years; four times this value still fits a long. */
  static final long MAX_FILL_NANOS = 1L << 60;

  private Arguments() {}

  static long limit(long limit) {
    return atLeastOne("limit", limit);
  }

  static long window(long windowNanos) {
    if (windowNanos < 1 || windowNanos > MAX_WINDOW_NANOS) {
      throw new IllegalArgumentException(
          "window " + windowNanos + " ns: must be from 1 to " + MAX_WINDOW_NANOS);
    }
    return windowNanos;
  }

  /** Checks a burst or queue; limit and window are checked already. */
  static long capacity(String name, long capacity, long limit, long windowNanos) {
    atLeastOne(name, capacity);
    BigInteger filled = BigInteger.valueOf(windowNanos).multiply(BigInteger.valueOf(capacity));
    BigInteger most = BigInteger.valueOf(MAX_FILL_NANOS).multiply(BigInteger.valueOf(limit));
    if (filled.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "%s %d at %d per %d ns: must be whole again within %d ns"
              .formatted(name, capacity, limit, windowNanos, MAX_FILL_NANOS));
    }
    return capacity;
  }

  static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " " + value + ": must not be negative");
    }
    return value;
  }

  /** Returns the actual minus the reserved units, after checking both. */
  static long overrun(long reserved, long actual) {
    return notNegative("actual", actual) - notNegative("reserved", reserved);
  }

  /** Checks the units of a lease and returns the requested duration in nanoseconds. */
  static long lease(long units, long remaining, long nowNanos, long endNanos) {
    if (units < 1 || units > remaining) {
      throw new IllegalArgumentException("units " + units + ": must be from 1 to " + remaining);
    }
    return notNegative("lease of nanoseconds", endNanos - nowNanos);
  }

  private static long atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + ": must be at least 1");
    }
    return value;
  }
}
