package io.limitrate.internal.concurrent;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stops calls of a service that keeps failing. The breaker opens when five of the last ten results
 * are failures. While it is open, one call at a time probes the service, after a pause; the breaker
 * closes after enough probes in a row succeed. A probe without a result is given up after ten
 * seconds. Thread-safe.
 */
public final class CircuitBreaker {
  private static final int FAILURES = 5;
  private static final int LAST_TEN = (1 << 10) - 1;
  private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int probes;
  private final long pauseNanos;
  private final LongSupplier nanoTime;
  private final Listener listener;

  /** The last results, one bit each: 1 is a failure. */
  private volatile int failures;

  private volatile boolean open;
  private boolean probing;
  private int succeeded;
  private long pausedAtNanos;

  /** Receives each change in order. The breaker waits for the listener. */
  public interface Listener {
    /** The breaker opened. */
    void opened();

    /** The breaker closed. */
    void closed();
  }

  /**
   * Creates a closed breaker.
   *
   * @param probes the number of probes in a row that close the breaker
   * @param pause the time between two probes
   * @param nanoTime the time, as {@link System#nanoTime} gives it
   */
  public CircuitBreaker(int probes, Duration pause, LongSupplier nanoTime, Listener listener) {
    this.probes = probes;
    this.pauseNanos = pause.toNanos();
    this.nanoTime = nanoTime;
    this.listener = listener;
  }

  /** Returns whether the caller may call the service now. An open breaker permits probes only. */
  public boolean tryAcquire() {
    return !open || tryProbe();
  }

  private synchronized boolean tryProbe() {
    long now = nanoTime.getAsLong();
    long waitNanos = probing ? Math.max(pauseNanos, PROBE_NANOS) : pauseNanos;
    if (open && now - pausedAtNanos < waitNanos) {
      return false;
    }
    pausedAtNanos = now;
    probing = true;
    return true;
  }

  /** Records a call that succeeded. An open breaker ignores it unless a probe is under way. */
  public void succeeded() {
    if (open || failures != 0) {
      success();
    }
  }

  private synchronized void success() {
    if (!open) {
      failures = failures << 1 & LAST_TEN;
    } else if (probing) {
      probing = false;
      if (++succeeded == probes) {
        close();
      }
    }
  }

  private void close() {
    failures = 0;
    succeeded = 0;
    open = false;
    listener.closed();
  }

  /** Records a call that failed. */
  public synchronized void failed() {
    if (open) {
      if (probing) {
        pause();
      }
      return;
    }
    failures = (failures << 1 | 1) & LAST_TEN;
    if (Integer.bitCount(failures) == FAILURES) {
      open = true;
      pause();
      listener.opened();
    }
  }

  private void pause() {
    probing = false;
    succeeded = 0;
    pausedAtNanos = nanoTime.getAsLong();
  }
}
