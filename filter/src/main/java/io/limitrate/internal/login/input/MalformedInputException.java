package io.limitrate.internal.login.input;

import io.limitrate.UnreadableCallException;

/**
 * Signals input that is malformed or that two readers could understand differently. Without a stack
 * trace, because clients cause it.
 */
public final class MalformedInputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;

  MalformedInputException(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
  }

  /** Returns the error for a malformed request: 400. */
  public static MalformedInputException badRequest(String detail) {
    return new MalformedInputException(400, detail);
  }

  /** Returns the error for a body of more than this number of bytes: 413. */
  public static MalformedInputException tooLong(int longest) {
    return new MalformedInputException(413, "the body must have at most " + longest + " bytes");
  }

  static MalformedInputException unsupported(String detail) {
    return new MalformedInputException(415, detail);
  }

  /** Returns the same error for a call whose key or cost is read from the request. */
  public UnreadableCallException unreadable() {
    return new UnreadableCallException(status, detail);
  }

  SubmittedUsername.Malformed result() {
    return new SubmittedUsername.Malformed(status, detail);
  }
}
