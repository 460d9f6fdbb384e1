package io.limitrate.shared;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Tells in the log when the answers of the store often take more than half of the time that a call
 * waits. Thread-safe.
 */
final class AnswerTimes {
  private static final System.Logger LOG = System.getLogger(SharedStore.class.getName());
  private static final int OF_LAST = 100;
  private static final int OFTEN = 20;
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final String store;
  private final Duration timeout;
  private final long nearNanos;
  private int answers;
  private int near;
  private long longestNanos;
  private long quietUntilNanos = System.nanoTime();

  AnswerTimes(String store, Duration timeout) {
    this.store = store;
    this.timeout = timeout;
    this.nearNanos = timeout.toNanos() / 2;
  }

  /** An answer has taken so long. */
  synchronized void took(long nanos) {
    answers++;
    near += nanos > nearNanos ? 1 : 0;
    longestNanos = Math.max(longestNanos, nanos);
    if (near == OFTEN) {
      tell();
    }
    if (near == OFTEN || answers == OF_LAST) {
      answers = 0;
      near = 0;
      longestNanos = 0;
    }
  }

  private void tell() {
    long nowNanos = System.nanoTime();
    if (nowNanos - quietUntilNanos < 0) {
      return;
    }
    quietUntilNanos = nowNanos + QUIET_NANOS;
    LOG.log(
        Level.WARNING,
        "The shared store {0} is slow: {1} of its last {2} answers took more than half of"
            + " store.timeout ({3} ms), the longest {4} ms. Calls without an answer in time are"
            + " decided by the failure rule: set store.timeout to several times the time of an"
            + " answer, or bring the store nearer.",
        store,
        near,
        answers,
        timeout.toMillis(),
        TimeUnit.NANOSECONDS.toMillis(longestNanos));
  }
}
