package io.limitrate.internal.login.input;

import io.limitrate.internal.login.name.Usernames;
import io.limitrate.login.Admission;
import io.limitrate.login.UsernameNormalizer;
import org.jspecify.annotations.Nullable;

/** The username in a login's request. */
public sealed interface SubmittedUsername {

  /**
   * Returns the username in a text.
   *
   * @param missing the reason for a text that is {@code null} or blank
   */
  static SubmittedUsername of(@Nullable String raw, UsernameNormalizer normalizer, String missing) {
    if (raw == null || raw.isBlank()) {
      return new Missing(missing);
    }
    String name = Usernames.spelling(raw, normalizer::normalize);
    return name == null ? malformed() : new Username(raw, name);
  }

  /** Returns the result for a text that cannot be a username. */
  static SubmittedUsername malformed() {
    Admission.Malformed malformed = Admission.Malformed.username();
    return new Malformed(malformed.status(), malformed.detail());
  }

  /** Returns the normalized username, or {@code null} when there is none. */
  default @Nullable String name() {
    return this instanceof Username given ? given.normalized() : null;
  }

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
