package io.limitrate.internal.login.input;

import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.login.Admission;
import java.io.IOException;

/**
 * Leads an attempt from its arrival to the password check, for the servlet filter and for JAX-RS.
 */
public final class LoginAdmission {
  private LoginAdmission() {}

  /** Reads the input of the request, if the attempt is admitted at its arrival. */
  @FunctionalInterface
  public interface InputReader {
    /** Reads the input. */
    LoginInput read() throws IOException;
  }

  /** Reads the username of the attempt. */
  @FunctionalInterface
  public interface UsernameReader {
    /** Returns the username in the input. */
    SubmittedUsername username(LoginInput input) throws IOException;
  }

  /**
   * Returns whether the attempt may go on to the password check.
   *
   * @throws IOException when the client disconnects; the attempt counts as a failure
   */
  public static Admission admission(
      LoginAttempt attempt, InputReader reader, UsernameReader usernames) throws IOException {
    return attempt.arrival() instanceof Admission.Admitted
        ? identify(attempt, reader, usernames)
        : attempt.arrival();
  }

  private static Admission identify(
      LoginAttempt attempt, InputReader reader, UsernameReader usernames) throws IOException {
    LoginInput input;
    SubmittedUsername submitted;
    try {
      input = reader.read();
      submitted = usernames.username(input);
    } catch (IOException | RuntimeException e) {
      attempt.malformed();
      throw e;
    }
    if (submitted instanceof SubmittedUsername.Malformed malformed) {
      attempt.malformed();
      attempt.guard().warnings().malformed(malformed.status(), malformed.detail());
      return new Admission.Malformed(malformed.status(), malformed.detail());
    }
    if (submitted instanceof SubmittedUsername.Missing missing) {
      attempt.guard().warnings().unnamed(missing.reason());
    }
    String username =
        submitted instanceof SubmittedUsername.Username given ? given.normalized() : null;
    return attempt.identify(username, input.tokens());
  }
}
