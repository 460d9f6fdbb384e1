package io.limitrate.internal.algorithm;

/** Checks the arguments of algorithms. */
final class Arguments {

  private Arguments() {}

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
}
