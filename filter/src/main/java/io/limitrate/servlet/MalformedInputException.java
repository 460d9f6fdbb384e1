package io.limitrate.servlet;

/** Ends the reading of what cannot be relied on. It has no stack trace, for clients cause it. */
final class MalformedInputException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String detail;

  MalformedInputException(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.detail = detail;
  }

  static MalformedInputException badRequest(String detail) {
    return new MalformedInputException(400, detail);
  }

  static MalformedInputException unsupported(String detail) {
    return new MalformedInputException(415, detail);
  }

  Submitted.Malformed result() {
    return new Submitted.Malformed(status, detail);
  }
}
