package io.limitrate.spi;

import java.util.concurrent.ThreadPoolExecutor;

/**
 * Measures how near a resource of this process is to its limit, such as the queue of an executor.
 * Applications implement this type for resources that only they know, and name the class in the
 * section {@code shedding}.
 *
 * <p>One timer reads the signal twice a second, and never a request thread. The implementation must
 * be thread-safe and must not block, because the timer reads all signals one after the other. A
 * signal that throws an exception counts as idle until the next reading, and the exception is
 * logged.
 */
@FunctionalInterface
public interface LoadSignal {

  /** Returns the load: 0.0 when idle, 1.0 at the limit of the resource, more above the limit. */
  double load();

  /**
   * Returns the signal of an executor's queue: the waiting tasks as a part of the longest queue.
   *
   * @param longest the length of the queue, at least 1, at which the load is 1.0
   * @throws IllegalArgumentException if the length is less than 1
   */
  static LoadSignal queueOf(ThreadPoolExecutor executor, int longest) {
    if (longest < 1) {
      throw new IllegalArgumentException("longest queue " + longest + ": must be at least 1");
    }
    return () -> (double) executor.getQueue().size() / longest;
  }
}
