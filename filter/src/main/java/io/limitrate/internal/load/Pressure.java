package io.limitrate.internal.load;

/**
 * How many classes the signals shed, counted from the last class. The fraction is the part of the
 * next class. Immutable.
 *
 * <p>So a class loses requests only after all classes below it have lost all of theirs.
 */
record Pressure(double classes) {
  static final Pressure NONE = new Pressure(0);

  /** The most of a single class that is shed, so that the process never stops serving. */
  private static final double MOST_OF_ONE = 0.8;

  /**
   * Returns the pressure of an overload. The pressure grows with its cube: slowly at first, and
   * fast near the limit. The first of several classes is never shed.
   *
   * @param overload 0 at the threshold of a signal or below, 1 at the limit of the resource
   */
  static Pressure of(double overload, int classes) {
    double most = classes == 1 ? MOST_OF_ONE : classes - 1;
    return overload <= 0 ? NONE : new Pressure(most * overload * overload * overload);
  }

  boolean isNone() {
    return classes == 0;
  }

  /**
   * Returns the part of a class that is shed, from 0 to 1.
   *
   * @param below the number of classes below this class
   */
  double part(int below) {
    return Math.max(0, Math.min(1, classes - below));
  }
}
