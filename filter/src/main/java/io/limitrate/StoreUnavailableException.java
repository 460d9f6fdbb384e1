package io.limitrate;

/**
 * A store cannot be reached, or did not answer in time. It carries no stack trace: while a store is
 * down it is met at every call, and its message says all.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what happened. */
  public StoreUnavailableException(String message) {
    super(message, null, false, false);
  }
}
