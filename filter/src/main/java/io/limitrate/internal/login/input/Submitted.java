package io.limitrate.internal.login.input;

/** What a login's request says about who wants to log in. */
public sealed interface Submitted {

  /**
   * There is a username, in one place and in one reading.
   *
   * @param raw as it was sent
   * @param normalized as it is counted
   */
  record Username(String raw, String normalized) implements Submitted {
    /** Nobody's name belongs into a log. */
    @Override
    public String toString() {
      return "Username";
    }
  }

  /**
   * There is none, or a blank one.
   *
   * @param reason where it was looked for, and in what; nothing that was sent
   */
  record Missing(String reason) implements Submitted {}

  /**
   * Readers could disagree about it, so nobody may read it.
   *
   * @param status 400, 413 or 415
   * @param detail place and rule, without anything that was sent
   */
  record Malformed(int status, String detail) implements Submitted, SubmittedToken {}
}
