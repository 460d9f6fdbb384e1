package io.limitrate.internal.login.input;

/** The username in a login's request. */
public sealed interface SubmittedUsername {

  /**
   * There is one unambiguous username.
   *
   * @param raw the username as the client sent it
   * @param normalized the username as it is counted
   */
  record Username(String raw, String normalized) implements SubmittedUsername {
    /** Hides the name, which must not be logged. */
    @Override
    public String toString() {
      return "Username";
    }
  }

  /**
   * There is no username, or a blank one.
   *
   * @param reason where Limitrate looked for the username, and in which kind of body; without input
   *     of the client
   */
  record Missing(String reason) implements SubmittedUsername {}

  /**
   * Two readers could understand the request differently, so it is rejected.
   *
   * @param status 400, 413 or 415
   * @param detail place and rule, without input of the client
   */
  record Malformed(int status, String detail) implements SubmittedUsername, SubmittedToken {}
}
