package io.limitrate.internal.store.shared;

import io.limitrate.internal.concurrent.Workers;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A shared store's threads: some that a provider may hold as long as it likes, and one that keeps
 * time. They are daemons, and end with the store. Thread-safe.
 */
final class Threads {
  private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());
  private static final int MOST_WORKERS = 32;

  private final Workers workers = new Workers("limitrate-store-", MOST_WORKERS);
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Workers.named("limitrate-timer-"));

  Threads() {
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Takes work until {@link #close}, then throws {@link RejectedExecutionException}. */
  Executor workers() {
    return workers.executor();
  }

  /** Whether {@link #close} was called. */
  boolean closed() {
    return workers.isClosed();
  }

  /** Does something by a worker; false when these have stopped. */
  boolean soon(Runnable task) {
    try {
      workers.executor().execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Does something later; false when the timer has stopped. */
  boolean later(Runnable task, long delayNanos) {
    try {
      Future<?> unused = timer.schedule(() -> logged(task), delayNanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Does something again and again. */
  void every(Duration period, Runnable task) {
    long nanos = period.toNanos();
    Future<?> unused =
        timer.scheduleWithFixedDelay(() -> logged(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static void logged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A shared store's timer task fails", e);
    }
  }

  void stopTimer() {
    timer.shutdownNow();
  }

  /** Lets what has been begun come to an end, for two seconds at most. */
  void close() {
    timer.shutdownNow();
    workers.close();
  }
}
