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
 * The threads of a shared store: workers, which a provider may block for any time, and a timer. All
 * are daemons and end with the store. Thread-safe.
 */
final class StoreExecutors {
  private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());
  private static final int MOST_WORKERS = 32;

  private final Workers workers = new Workers("limitrate-store-", MOST_WORKERS);
  private final ScheduledThreadPoolExecutor timer = Workers.timer("limitrate-timer-");

  StoreExecutors() {
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * Returns the executor of the workers. After {@link #close} it throws {@link
   * RejectedExecutionException}.
   */
  Executor workers() {
    return workers.executor();
  }

  /** Returns whether {@link #close} was called. */
  boolean closed() {
    return workers.isClosed();
  }

  /** Runs a task on a worker; returns false when the workers have stopped. */
  boolean submit(Runnable task) {
    try {
      workers.executor().execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Runs a task after a delay; returns false when the timer has stopped. */
  boolean schedule(Runnable task, long delayNanos) {
    try {
      Future<?> unused = timer.schedule(() -> logged(task), delayNanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  /** Runs a task repeatedly, with a pause between two runs. */
  void scheduleRepeatedly(Duration period, Runnable task) {
    long nanos = period.toNanos();
    Future<?> unused =
        timer.scheduleWithFixedDelay(() -> logged(task), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static void logged(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A timer task of a shared store failed", e);
    }
  }

  /** Returns whether the timer has stopped: the store is closing. */
  boolean closing() {
    return timer.isShutdown();
  }

  void stopTimer() {
    timer.shutdownNow();
  }

  /** Stops the timer and waits for running tasks, for two seconds at most. */
  void close() {
    Workers.stop(timer);
    workers.close();
  }
}
