package io.limitrate.internal.login;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits the log lines for events that any client can cause: a line is due for the first event, and
 * then at most once in each period. Each line reports a number of events. Thread-safe.
 */
final class LogThrottle {
  private final long periodNanos;
  private final LongSupplier nanos;
  private final AtomicLong unreported = new AtomicLong();
  private final AtomicLong quietUntilNanos;

  LogThrottle(Duration period, LongSupplier nanos) {
    this.periodNanos = period.toNanos();
    this.nanos = nanos;
    this.quietUntilNanos = new AtomicLong(nanos.getAsLong());
  }

  /** Counts an event. Returns the number of events to report now, or 0 when no line is due. */
  long add() {
    unreported.incrementAndGet();
    long nowNanos = nanos.getAsLong();
    long untilNanos = quietUntilNanos.get();
    boolean due =
        nowNanos - untilNanos >= 0
            && quietUntilNanos.compareAndSet(untilNanos, nowNanos + periodNanos);
    return due ? unreported.getAndSet(0) : 0;
  }
}
