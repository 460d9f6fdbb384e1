package io.limitrate.internal.engine;

import io.limitrate.internal.concurrent.Workers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs tasks later. Thread-safe. */
interface TurnTimer extends AutoCloseable {

  /**
   * Runs the task after the delay, unless the future is cancelled or the timer is closed before.
   */
  Future<?> schedule(Runnable task, long delayNanos);

  @Override
  void close();

  /** Returns a timer with one daemon thread, which starts with the first task. */
  static TurnTimer daemon() {
    return new Daemon();
  }

  /** A timer with one daemon thread. */
  final class Daemon implements TurnTimer {
    private @Nullable ScheduledThreadPoolExecutor timer;
    private boolean closed;

    private Daemon() {}

    @Override
    public synchronized Future<?> schedule(Runnable task, long delayNanos) {
      if (closed) {
        return CompletableFuture.completedFuture(null);
      }
      if (timer == null) {
        timer = Workers.timer("limitrate-queue-");
        timer.setRemoveOnCancelPolicy(true);
      }
      return timer.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      ScheduledThreadPoolExecutor ending;
      synchronized (this) {
        closed = true;
        ending = timer;
      }
      if (ending != null) {
        Workers.stop(ending);
      }
    }
  }
}
