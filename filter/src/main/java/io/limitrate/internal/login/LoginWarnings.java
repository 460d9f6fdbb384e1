package io.limitrate.internal.login;

import io.limitrate.login.LoginSettings;
import io.limitrate.login.UsernameSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Warns of attempts that show a wrong configuration where all attempts are such: of the first one
 * at once, then of their number from time to time, since any client may cause a few. Never shows
 * what was sent. Thread-safe.
 */
public final class LoginWarnings {
  private static final System.Logger LOG = System.getLogger(LoginGuard.class.getName());

  private final String login;
  private final String sources;
  private final Digest unnamed;
  private final Digest malformed;
  private final Digest unknown;
  private final Digest late;

  LoginWarnings(LoginSettings settings, LongSupplier nanos) {
    this.login = settings.name();
    this.sources = UsernameSource.text(settings.username());
    this.unnamed = new Digest(Duration.ofMinutes(1), nanos);
    this.malformed = new Digest(Duration.ofMinutes(1), nanos);
    this.unknown = new Digest(Duration.ofHours(1), nanos);
    this.late = new Digest(Duration.ofHours(1), nanos);
  }

  /**
   * An attempt has no username.
   *
   * @param reason where the username was looked for, and in what
   */
  public void unnamed(String reason) {
    warn(
        unnamed,
        "{1} attempt(s) had no username, and each needs a challenge (403). The last one: {2}. Name"
            + " the field that the application reads in logins.{0}.username, such as form:email or"
            + " json:/user/name",
        reason,
        "");
  }

  /**
   * An attempt is rejected, because its username cannot be read in one certain way.
   *
   * @param status the status of the answer
   * @param rule the rule that the request breaks
   */
  public void malformed(int status, String rule) {
    warn(
        malformed,
        "{1} attempt(s) were rejected unread, and count as failures of their addresses. The last"
            + " one: {2}. The username is read from {3}; if the application reads another body or"
            + " field, name it in logins.{0}.username",
        status + ", " + rule,
        sources);
  }

  /**
   * The outcome of an attempt is unknown.
   *
   * @param seen how the attempt ended
   */
  void unknownOutcome(String seen) {
    warn(
        unknown,
        "{1} attempt(s) had no known outcome, and count as failures. The last one ended with {2}."
            + " If that is the answer to a right password, name it in logins.{0}.outcome.success,"
            + " or call LoginOutcome.success: otherwise users are locked out. If it is the answer"
            + " to a wrong password, name it in logins.{0}.outcome.failure",
        seen,
        "");
  }

  /** A success is told when the response is committed, so that it cannot set the device cookie. */
  public void lateSuccess() {
    warn(
        late,
        "{1} success(es) were told after the response was committed, so that their browsers got no"
            + " device cookie: call LoginOutcome.success before the body is written, or name the"
            + " answer in logins.{0}.outcome.success");
  }

  private void warn(Digest digest, String text) {
    warn(digest, text, "", "");
  }

  private void warn(Digest digest, String text, String last, String place) {
    long attempts = digest.add();
    if (attempts > 0) {
      LOG.log(Level.WARNING, "login {0}: " + text, login, attempts, last, place);
    }
  }
}
