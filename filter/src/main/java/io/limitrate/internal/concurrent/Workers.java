package io.limitrate.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A bounded pool of daemon threads for calls that may block, such as calls of a provider or a name
 * server. Idle threads end. Thread-safe.
 */
public final class Workers implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final ThreadPoolExecutor workers;

  /** Creates a pool of at most {@code most} threads, whose names start with the prefix. */
  public Workers(String prefix, int most) {
    workers =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreads(prefix));
    workers.allowCoreThreadTimeOut(true);
  }

  /** Returns a timer of one daemon thread, whose name starts with the prefix. */
  public static ScheduledThreadPoolExecutor timer(String prefix) {
    return new ScheduledThreadPoolExecutor(1, new DaemonThreads(prefix));
  }

  /**
   * Returns the executor. After {@link #close} the executor throws {@link
   * java.util.concurrent.RejectedExecutionException}.
   */
  public Executor executor() {
    return workers;
  }

  /** Returns whether {@link #close} was called. */
  public boolean isClosed() {
    return workers.isShutdown();
  }

  /** Waits up to two seconds for running and queued tasks, then interrupts the threads. */
  @Override
  public void close() {
    close(workers);
  }

  /**
   * Drops the waiting tasks of a timer, interrupts its thread, and waits up to two seconds until
   * the thread has ended.
   */
  public static void stop(ScheduledThreadPoolExecutor timer) {
    timer.shutdownNow();
    close(timer);
  }

  /**
   * Waits up to two seconds for the tasks and threads of an executor, then interrupts the threads.
   * A server reports threads that end after the undeployment of their application as a leak.
   */
  public static void close(ThreadPoolExecutor executor) {
    long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    executor.shutdown();
    try {
      if (!executor.awaitTermination(CLOSE_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)) {
        executor.shutdownNow();
      } else if (executor.getThreadFactory() instanceof DaemonThreads threads) {
        threads.join(deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
