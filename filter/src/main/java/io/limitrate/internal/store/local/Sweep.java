package io.limitrate.internal.store.local;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * Removes idle cells. A decision that finds the sweep due hands the sweep to the executor, so
 * Limitrate has no thread for it, and an idle application does no work. A sweep uses at most a
 * fiftieth of one core: the pause is 50 times as long as the sweep, and at least 10 s. Thread-safe.
 */
final class Sweep {
  private static final System.Logger LOG = System.getLogger(Sweep.class.getName());
  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int PAUSE_FACTOR = 50;

  private final Executor executor;
  private final LongConsumer pass;
  private final AtomicBoolean running = new AtomicBoolean();
  private volatile long lastNanos;
  private volatile long pauseNanos;

  /**
   * Creates a sweep.
   *
   * @param pass removes the cells that are idle at a time, in nanoseconds
   */
  Sweep(Executor executor, LongConsumer pass) {
    this.executor = executor;
    this.pass = pass;
  }

  /** Starts a sweep if it is due. A clock that goes back far makes a sweep due. */
  void runIfDue(long nowNanos) {
    long sinceNanos = nowNanos - lastNanos;
    long pause = pauseNanos;
    if (sinceNanos >= pause || sinceNanos < -pause) {
      begin(nowNanos);
    }
  }

  private void begin(long nowNanos) {
    if (!running.compareAndSet(false, true)) {
      return;
    }
    lastNanos = nowNanos;
    pauseNanos = SHORTEST_PAUSE_NANOS;
    try {
      executor.execute(() -> run(nowNanos));
    } catch (RejectedExecutionException e) {
      running.set(false);
      LOG.log(
          Level.WARNING,
          "Idle entries stay until the next sweep: the executor rejects the task",
          e);
    }
  }

  private void run(long nowNanos) {
    long startNanos = System.nanoTime();
    try {
      pass.accept(nowNanos);
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "The caches were closed during a sweep", e);
    } finally {
      long tookNanos = System.nanoTime() - startNanos;
      pauseNanos = Math.max(SHORTEST_PAUSE_NANOS, tookNanos * PAUSE_FACTOR);
      running.set(false);
    }
  }
}
