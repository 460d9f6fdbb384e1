package io.limitrate.internal.log;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logs what can happen at every call, such as a store that fails: one line in ten seconds speaks
 * for all. For the limiter and its entrances. Thread-safe.
 */
public final class QuietLog {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final System.Logger logger;
  private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  /** A quiet way to this logger. */
  public QuietLog(System.Logger logger) {
    this.logger = logger;
  }

  /** Logs an error, unless one was logged in the ten seconds before. */
  public void error(String message, Throwable cause) {
    if (due()) {
      logger.log(Level.ERROR, message, cause);
    }
  }

  /** Logs a warning, unless one was logged in the ten seconds before. */
  public void warning(String message) {
    if (due()) {
      logger.log(Level.WARNING, message);
    }
  }

  private boolean due() {
    long nowNanos = System.nanoTime();
    long lastNanos = loggedNanos.get();
    return nowNanos - lastNanos >= QUIET_NANOS && loggedNanos.compareAndSet(lastNanos, nowNanos);
  }
}
