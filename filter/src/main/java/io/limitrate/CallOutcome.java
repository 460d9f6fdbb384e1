package io.limitrate;

/** How a permitted call ended. Implementations of {@link DecisionListener} use this type. */
public enum CallOutcome {
  /** The call returned, or completed its stage or its asynchronous request. */
  RETURNED,
  /**
   * The call threw an exception or an error, or completed its stage with one. A client that
   * disconnects while a servlet writes the response causes such an exception.
   */
  THREW,
  /** The asynchronous request or the stage timed out. */
  TIMED_OUT,
  /** The client of an asynchronous request disconnected, or the stage was cancelled. */
  ABORTED,
  /**
   * The call did not start, because it could not wait for its turn: the wait was too long, too many
   * threads were waiting, the thread was interrupted, or the client left. Its units are refunded.
   */
  GAVE_UP
}
