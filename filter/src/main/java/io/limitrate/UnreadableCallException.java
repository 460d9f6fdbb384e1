package io.limitrate;

import java.util.regex.Pattern;

/**
 * Says that a call has the part that a key or a cost is read from, and that its client sent this
 * part so that it cannot be read in one certain way. This is the client's error, no failure of the
 * policy: a key rejects the call with the status, a measured cost takes its {@code max}.
 *
 * <p>Parts of a {@link Call} throw it, and resolvers of the application may. It has no stack trace,
 * for clients cause it.
 */
public final class UnreadableCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern OTHERS = Pattern.compile("[^ -~]|[\"\\\\<>&]");

  private final int status;

  /**
   * An error of the client.
   *
   * @param status the status of the answer, from 400 to 499
   * @param detail tells the client place and rule, without a value that the client sent; characters
   *     other than printable ASCII, and those with a meaning in JSON or HTML, are replaced
   */
  public UnreadableCallException(int status, String detail) {
    super(OTHERS.matcher(detail).replaceAll("?"), null, false, false);
    if (status < 400 || status > 499) {
      throw new IllegalArgumentException("status " + status + ": must be from 400 to 499");
    }
    this.status = status;
  }

  /** The status of the answer to the client. */
  public int status() {
    return status;
  }
}
