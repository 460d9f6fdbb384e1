package io.limitrate.login;

import io.limitrate.challenge.Challenge;
import io.limitrate.internal.login.name.Usernames;
import java.time.Duration;

/** Whether an attempt may go on. Immutable. */
public sealed interface Admission {

  /** It may. */
  record Admitted() implements Admission {}

  /** It may with a solved challenge, which it did not bring. */
  record Challenged(Challenge challenge) implements Admission {}

  /**
   * It may not. Who or what is blocked is nobody's business: all blocks look alike.
   *
   * @param delay when to come back
   */
  record Blocked(Duration delay) implements Admission {}

  /**
   * It may not, because the request cannot be understood, or the username can be nobody's.
   *
   * @param status 400, 413 or 415
   * @param detail place and rule, without anything that was sent
   */
  record Malformed(int status, String detail) implements Admission {
    /** The username can be nobody's. */
    public static Malformed username() {
      return new Malformed(
          400, "the username must be a name of at most " + Usernames.LONGEST + " characters");
    }
  }

  /**
   * Nobody can count now, so nobody gets in.
   *
   * @param delay when to come back
   */
  record Uncounted(Duration delay) implements Admission {}
}
