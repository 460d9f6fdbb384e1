package io.limitrate.internal.store.shared;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Logs a warning when a fifth of the store's answers take more than half of the time-out.
 * Thread-safe. A fast answer takes no lock, so the number of fast answers is an estimate.
 */
final class AnswerTimes {
  private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());
  private static final int OF_LAST = 100;
  private static final int SLOW_FOR_WARNING = 20;
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** How long a late answer shows that the store is slow. */
  private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final String store;
  private final Duration timeout;
  private final long nearNanos;
  private final LongAdder inTime = new LongAdder();
  private int near;
  private long longestNanos;
  private long lateNanos;
  private long lateAtNanos;
  private long quietUntilNanos = System.nanoTime();

  AnswerTimes(String store, Duration timeout) {
    this.store = store;
    this.timeout = timeout;
    this.nearNanos = timeout.toNanos() / 2;
  }

  /** Counts an answer that took this time. */
  void took(long nanos) {
    if (nanos > nearNanos) {
      tookNearly(nanos);
    } else {
      inTime.increment();
    }
  }

  private synchronized void tookNearly(long nanos) {
    if (nanos > timeout.toNanos()) {
      lateNanos = nanos;
      lateAtNanos = System.nanoTime();
    }
    if (near + inTime.sum() >= OF_LAST) {
      startAfresh();
    }
    near++;
    longestNanos = Math.max(longestNanos, nanos);
    if (near == SLOW_FOR_WARNING) {
      warn();
      startAfresh();
    }
  }

  /** Returns the time of the last late answer, if it came within the last ten seconds. */
  synchronized Optional<Duration> late() {
    return lateNanos > 0 && System.nanoTime() - lateAtNanos < LATELY_NANOS
        ? Optional.of(Duration.ofNanos(lateNanos))
        : Optional.empty();
  }

  Duration timeout() {
    return timeout;
  }

  private void startAfresh() {
    inTime.reset();
    near = 0;
    longestNanos = 0;
  }

  private void warn() {
    long nowNanos = System.nanoTime();
    if (nowNanos - quietUntilNanos < 0) {
      return;
    }
    quietUntilNanos = nowNanos + QUIET_NANOS;
    LOG.log(
        Level.WARNING,
        "The shared store {0} is slow: {1} of its last {2} answers took more than half of the"
            + " store''s timeout ({3} ms), the longest {4} ms. Calls without an answer in time are"
            + " decided by the failure rule: set timeout in the section store to several times the"
            + " time of an answer, or bring the store nearer.",
        store,
        near,
        near + inTime.sum(),
        timeout.toMillis(),
        TimeUnit.NANOSECONDS.toMillis(longestNanos));
  }
}
