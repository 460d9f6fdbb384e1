package io.limitrate;

import java.util.regex.Pattern;

/**
 * Says that the client sent the part of a call that a key or a cost is read from, but in a form
 * that cannot be read in exactly one way. The client caused this error, so the {@link FailureRule}
 * does not apply: a key rejects the call with the status, and a measured cost uses its {@code max}.
 *
 * <p>The parts of a {@link Call} throw this exception, and resolvers of the application may throw
 * it. It has no stack trace, because clients cause it.
 */
public final class UnreadableCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern OTHERS = Pattern.compile("[^ -~]|[\"\\\\<>&]");

  private final int status;

  /**
   * Creates the error.
   *
   * @param status the HTTP status of the response, from 400 to 499
   * @param detail tells the client the place and the rule, without a value that the client sent;
   *     characters outside of printable ASCII, and characters with a meaning in JSON or HTML, are
   *     replaced by {@code ?}
   */
  public UnreadableCallException(int status, String detail) {
    super(OTHERS.matcher(detail).replaceAll("?"), null, false, false);
    if (status < 400 || status > 499) {
      throw new IllegalArgumentException("status " + status + ": must be from 400 to 499");
    }
    this.status = status;
  }

  /** Returns the HTTP status of the response. */
  public int status() {
    return status;
  }
}
