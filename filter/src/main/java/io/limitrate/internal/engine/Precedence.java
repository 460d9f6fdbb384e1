package io.limitrate.internal.engine;

/**
 * The class of a call among the calls that wait for their turn. Immutable and thread-safe.
 *
 * @param rank the place of the class, from 0, whose calls go first
 * @param starvationNanos the time after which a waiting call goes before calls of all classes that
 *     arrived later
 */
public record Precedence(int rank, long starvationNanos) {
  /** The time of calls that may starve: longer than any call waits. */
  public static final long NEVER = Long.MAX_VALUE / 4;

  /** The precedence of all calls if there are no classes. */
  public static final Precedence FIRST = new Precedence(0, NEVER);
}
