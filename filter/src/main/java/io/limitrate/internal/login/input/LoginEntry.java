package io.limitrate.internal.login.input;

import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.login.Admission;
import java.io.IOException;

/** How an attempt gets from its arrival to the password check, whichever entrance it comes by. */
public final class LoginEntry {
  private LoginEntry() {}

  /** Reads what the request says; asked only where the attempt has arrived. */
  @FunctionalInterface
  public interface Message {
    /** What it says. */
    LoginInput read() throws IOException;
  }

  /** Finds out who the attempt is about. */
  @FunctionalInterface
  public interface Naming {
    /** What the request says of that. */
    Submitted username(LoginInput input) throws IOException;
  }

  /**
   * Whether the attempt may go on to the password check.
   *
   * @throws IOException if the client breaks off: it has used its attempt all the same
   */
  public static Admission admission(LoginAttempt attempt, Message message, Naming naming)
      throws IOException {
    return attempt.arrival() instanceof Admission.Admitted
        ? identify(attempt, message, naming)
        : attempt.arrival();
  }

  private static Admission identify(LoginAttempt attempt, Message message, Naming naming)
      throws IOException {
    LoginInput input;
    Submitted submitted;
    try {
      input = message.read();
      submitted = naming.username(input);
    } catch (IOException | RuntimeException e) {
      attempt.malformed();
      throw e;
    }
    if (submitted instanceof Submitted.Malformed malformed) {
      attempt.malformed();
      attempt.guard().warnings().malformed(malformed.status(), malformed.detail());
      return new Admission.Malformed(malformed.status(), malformed.detail());
    }
    if (submitted instanceof Submitted.Missing missing) {
      attempt.guard().warnings().unnamed(missing.reason());
    }
    String username = submitted instanceof Submitted.Username given ? given.normalized() : null;
    return attempt.identify(username, input.tokens());
  }
}
