package io.limitrate.internal.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Blocks threads until the turn of their calls. Bounds the number of blocked threads and the time,
 * because all calls of the application need those threads. Thread-safe.
 */
final class BoundedWait {
  /** The most threads that wait at the same time. */
  static final int MOST_THREADS = 64;

  static final Duration LONGEST = Duration.ofMinutes(1);

  private final Semaphore places = new Semaphore(MOST_THREADS);

  /**
   * Waits for the delay.
   *
   * @return false without a wait if the delay is too long or too many threads wait
   */
  boolean await(Duration delay) throws InterruptedException {
    if (delay.compareTo(LONGEST) > 0 || !places.tryAcquire()) {
      return false;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
      return true;
    } finally {
      places.release();
    }
  }
}
