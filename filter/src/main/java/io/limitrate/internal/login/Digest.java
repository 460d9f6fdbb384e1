package io.limitrate.internal.login;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Counts events that any client may cause, so that one line of the log tells of many: a line is due
 * for the first event, then at most once in each period. Thread-safe.
 */
final class Digest {
  private final long periodNanos;
  private final LongSupplier nanos;
  private final AtomicLong untold = new AtomicLong();
  private final AtomicLong quietUntilNanos;

  Digest(Duration period, LongSupplier nanos) {
    this.periodNanos = period.toNanos();
    this.nanos = nanos;
    this.quietUntilNanos = new AtomicLong(nanos.getAsLong());
  }

  /** Counts an event, and returns of how many events to tell now; 0 where no line is due. */
  long add() {
    untold.incrementAndGet();
    long nowNanos = nanos.getAsLong();
    long untilNanos = quietUntilNanos.get();
    boolean due =
        nowNanos - untilNanos >= 0
            && quietUntilNanos.compareAndSet(untilNanos, nowNanos + periodNanos);
    return due ? untold.getAndSet(0) : 0;
  }
}
