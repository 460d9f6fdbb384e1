package io.limitrate;

/**
 * Says that a store cannot be reached, or did not respond in time. Listeners and callers of {@link
 * Limiter#acquire} meet this type. The exception has no stack trace, because every call causes one
 * while the store is down.
 */
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public StoreUnavailableException(String message) {
    super(message, null, false, false);
  }
}
