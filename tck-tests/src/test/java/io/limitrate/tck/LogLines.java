package io.limitrate.tck;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Records the lines of a java.util.logging logger, with their levels, until it is closed. */
public final class LogLines extends Handler implements AutoCloseable {
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

  @Override
  public void publish(LogRecord line) {
    lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(null);
  }
}
