package io.limitrate.login;

import io.limitrate.challenge.Challenge;
import io.limitrate.internal.login.name.Usernames;
import java.time.Duration;

/**
 * Says whether a login attempt may go on. An application sees this type in a {@link
 * LoginRejectedException}. Immutable.
 */
public sealed interface Admission {

  /** The attempt may go on. */
  record Admitted() implements Admission {}

  /** The attempt needs a solved challenge, which the request does not contain. */
  record Challenged(Challenge challenge) implements Admission {}

  /**
   * The attempt is blocked. The type does not reveal whether an address, a username or a browser is
   * blocked.
   *
   * @param delay how long the client must wait
   */
  record Blocked(Duration delay) implements Admission {}

  /**
   * The attempt is rejected, because the request is malformed or the username cannot be a name.
   *
   * @param status 400, 413 or 415
   * @param detail place and rule, without input of the client
   */
  record Malformed(int status, String detail) implements Admission {
    /** Returns the rejection of a username that cannot be a name. */
    public static Malformed username() {
      return new Malformed(
          400, "the username must be a name of at most " + Usernames.LONGEST + " characters");
    }
  }

  /**
   * The attempt is rejected, because the store does not answer and cannot count it.
   *
   * @param delay how long the client must wait
   */
  record Uncounted(Duration delay) implements Admission {}
}
