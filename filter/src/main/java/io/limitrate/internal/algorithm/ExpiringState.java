package io.limitrate.internal.algorithm;

/** A state that knows without its configuration when it has no effect any more. */
public interface ExpiringState extends SingleState {

  /** Returns the time from which the state has no effect, in nanoseconds. */
  long keepUntilNanos();

  /** Returns whether the state has no effect any more. */
  default boolean idle(long nowNanos) {
    return nowNanos - keepUntilNanos() >= 0;
  }
}
