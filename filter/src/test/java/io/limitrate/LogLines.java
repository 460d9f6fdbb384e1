package io.limitrate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Records the lines of a java.util.logging logger, with their levels, until it is closed. */
public final class LogLines extends Handler implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LogLines(Logger logger) {
    this.logger = logger;
  }

  /** Records the logger of the class. */
  public static LogLines of(Class<?> type) {
    return of(type.getName());
  }

  /** Records the logger with this name. */
  public static LogLines of(String name) {
    LogLines listening = new LogLines(Logger.getLogger(name));
    listening.logger.addHandler(listening);
    listening.logger.setLevel(Level.ALL);
    return listening;
  }

  /** Returns the lines so far. */
  public List<String> lines() {
    return lines;
  }

  /**
   * Waits for a line that contains the text, because a server may log after the client has received
   * the response.
   *
   * @throws AssertionError if there is no such line within ten seconds
   */
  public synchronized String await(String text) {
    long startNanos = System.nanoTime();
    long leftNanos = LONGEST_WAIT.toNanos();
    try {
      while (leftNanos > 0) {
        for (String line : lines) {
          if (line.contains(text)) {
            return line;
          }
        }
        TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        leftNanos = startNanos + LONGEST_WAIT.toNanos() - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("no line with \"" + text + "\" in " + lines);
  }

  @Override
  public synchronized void publish(LogRecord line) {
    lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
    notifyAll();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(null);
  }
}
