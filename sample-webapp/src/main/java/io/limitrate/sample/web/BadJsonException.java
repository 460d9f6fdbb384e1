package io.limitrate.sample.web;

/** A request's body is not what it should be; the message tells the client why. */
public final class BadJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadJsonException(String message) {
    super(message, null, false, false);
  }

  /** The reason, to be shown to the client. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
