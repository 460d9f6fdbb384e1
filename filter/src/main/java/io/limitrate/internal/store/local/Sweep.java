package io.limitrate.internal.store.local;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/**
 * Gives idle cells back. A decision that finds the sweep due hands it to the executor, so there is
 * no thread of ours, and nothing runs where nothing is counted. It takes at most a fiftieth of one
 * core: the longer a sweep lasts, the longer until the next.
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
   * Sweeps.
   *
   * @param pass gives back the cells that are idle at a time
   */
  Sweep(Executor executor, LongConsumer pass) {
    this.executor = executor;
    this.pass = pass;
  }

  /** Begins a sweep if it is due; a clock that went back far makes it due. */
  void maybe(long nowNanos) {
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
      LOG.log(Level.WARNING, "Idle entries stay for now: the executor takes no work", e);
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
