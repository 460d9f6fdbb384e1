package io.limitrate.internal.log;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logs errors that can happen at every call, such as a failing store. Writes at most one line in
 * ten seconds and drops the others. A logger that fails does not stop the caller. Thread-safe.
 */
public final class ThrottledLogger {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final System.Logger logger;
  private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - INTERVAL_NANOS);

  /** Creates a throttle in front of this logger. */
  public ThrottledLogger(System.Logger logger) {
    this.logger = logger;
  }

  /** Logs an error, unless this instance logged a line within the last ten seconds. */
  public void error(String message, Throwable cause) {
    if (due()) {
      write(() -> logger.log(Level.ERROR, message, cause));
    }
  }

  /** Logs a warning, unless this instance logged a line within the last ten seconds. */
  public void warning(String message) {
    if (due()) {
      write(() -> logger.log(Level.WARNING, message));
    }
  }

  private static void write(Runnable line) {
    try {
      line.run();
    } catch (RuntimeException e) {
      // The line and this failure are lost: a logger that fails cannot report itself.
    }
  }

  private boolean due() {
    long nowNanos = System.nanoTime();
    long lastNanos = loggedNanos.get();
    return nowNanos - lastNanos >= INTERVAL_NANOS && loggedNanos.compareAndSet(lastNanos, nowNanos);
  }
}
