package io.limitrate.servlet;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Logs what can happen at every request, one line in ten seconds. Thread-safe. */
final class QuietLog {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final System.Logger logger;
  private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - QUIET_NANOS);

  QuietLog(System.Logger logger) {
    this.logger = logger;
  }

  void error(String message, Throwable cause) {
    long nowNanos = System.nanoTime();
    long lastNanos = loggedNanos.get();
    if (nowNanos - lastNanos >= QUIET_NANOS && loggedNanos.compareAndSet(lastNanos, nowNanos)) {
      logger.log(Level.ERROR, message, cause);
    }
  }
}
