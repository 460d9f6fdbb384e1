package io.limitrate.sample.web;

/**
 * Says that the body of a request is not the expected JSON. The message tells the client the
 * reason.
 */
public final class BadJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadJsonException(String message) {
    super(message, null, false, false);
  }

  /** Returns the reason, which may be shown to the client. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
