package io.limitrate.tck;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do. */
public final class Await {
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @throws AssertionError when it does not within the time given
   */
  public static void until(String what, Duration longest, BooleanSupplier condition) {
    if (!within(longest, condition)) {
      throw new AssertionError(what + ": not within " + longest);
    }
  }

  /**
   * Watches that the condition holds all the time.
   *
   * @throws AssertionError as soon as it does not
   */
  public static void throughout(String what, Duration time, BooleanSupplier condition) {
    if (within(time, () -> !condition.getAsBoolean())) {
      throw new AssertionError(what + ": not all the time");
    }
  }

  /** Whether the condition holds within the time given. */
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
