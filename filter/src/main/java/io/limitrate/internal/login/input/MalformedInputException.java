package io.limitrate.internal.login.input;

import io.limitrate.UnreadableCallException;

/** Ends the reading of what cannot be relied on. It has no stack trace, for clients cause it. */
public final class MalformedInputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;

  MalformedInputException(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
  }

  /** That the request cannot be understood: 400. */
  public static MalformedInputException badRequest(String detail) {
    return new MalformedInputException(400, detail);
  }

  /** That the body is longer than the bound, in bytes: 413. */
  public static MalformedInputException tooLong(int longest) {
    return new MalformedInputException(413, "the body must have at most " + longest + " bytes");
  }

  static MalformedInputException unsupported(String detail) {
    return new MalformedInputException(415, detail);
  }

  /** The same as an error of the call that a key or a cost is read from. */
  public UnreadableCallException unreadable() {
    return new UnreadableCallException(status, detail);
  }

  Submitted.Malformed result() {
    return new Submitted.Malformed(status, detail);
  }
}
