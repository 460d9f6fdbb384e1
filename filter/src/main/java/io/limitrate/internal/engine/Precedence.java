package io.limitrate.internal.engine;

import java.util.List;

/**
 * The class of a call, among the calls that wait for their turn and among the calls that take units
 * of a quota with a reserve. Immutable and thread-safe.
 *
 * @param higher the names of the classes above the class of the call
 * @param starvationNanos the time after which a waiting call goes before calls of all classes that
 *     arrived later
 */
public record Precedence(List<String> higher, long starvationNanos) {
  /** The time of calls that may starve: longer than any call waits. */
  public static final long NEVER = Long.MAX_VALUE / 4;

  /** The precedence of all calls if there are no classes. */
  public static final Precedence FIRST = new Precedence(List.of(), NEVER);

  /** Returns the place of the class, from 0, whose calls go first. */
  public int rank() {
    return higher.size();
  }
}
