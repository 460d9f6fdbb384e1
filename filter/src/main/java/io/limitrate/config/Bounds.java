package io.limitrate.config;

/**
 * Checks the ranges of numbers that builders receive. The reader of the file checks its own
 * numbers.
 */
final class Bounds {
  private Bounds() {}

  static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + ": must be at least 1");
    }
    return value;
  }
}
