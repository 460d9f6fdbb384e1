package io.limitrate.tck;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for changes that other processes cause. */
public final class Await {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @throws AssertionError when the condition does not hold within the given time
   */
  public static void until(String what, Duration longest, BooleanSupplier condition) {
    if (!within(longest, condition)) {
      throw new AssertionError(what + ": not within " + longest);
    }
  }

  /**
   * Checks that the condition holds during the whole time.
   *
   * @throws AssertionError as soon as the condition does not hold
   */
  public static void throughout(String what, Duration time, BooleanSupplier condition) {
    if (within(time, () -> !condition.getAsBoolean())) {
      throw new AssertionError(what + ": not all the time");
    }
  }

  /** Returns whether the condition holds within the given time. */
  public static boolean within(Duration longest, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > longest.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(INTERVAL_NANOS);
    }
    return true;
  }
}
