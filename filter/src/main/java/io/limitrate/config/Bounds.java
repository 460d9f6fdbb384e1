package io.limitrate.config;

/** Checks numbers that code sets; those of a file are checked where they are read. */
final class Bounds {
  private Bounds() {}

  static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " " + value + ": must be at least 1");
    }
    return value;
  }
}
