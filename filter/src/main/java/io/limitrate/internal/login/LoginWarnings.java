package io.limitrate.internal.login;

import io.limitrate.login.LoginSettings;
import io.limitrate.login.UsernameSource;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Logs warnings about attempts that indicate a wrong configuration if all attempts are like them.
 * The first such attempt causes a line at once; after that, a line reports their number from time
 * to time, because any client can cause a few of them. No line contains input of a client.
 * Thread-safe.
 */
public final class LoginWarnings {
  private static final System.Logger LOG = System.getLogger(LoginGuard.class.getName());

  private final String login;
  private final String sources;
  private final LogThrottle unnamed;
  private final LogThrottle malformed;
  private final LogThrottle unknown;
  private final LogThrottle late;

  LoginWarnings(LoginSettings settings, LongSupplier nanos) {
    this.login = settings.name();
    this.sources = UsernameSource.text(settings.username());
    this.unnamed = new LogThrottle(Duration.ofMinutes(1), nanos);
    this.malformed = new LogThrottle(Duration.ofMinutes(1), nanos);
    this.unknown = new LogThrottle(Duration.ofHours(1), nanos);
    this.late = new LogThrottle(Duration.ofHours(1), nanos);
  }

  /**
   * Warns of an attempt without a username.
   *
   * @param reason where Limitrate looked for the username, and in which kind of body
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
   * Warns of an attempt that was rejected because its username cannot be read unambiguously.
   *
   * @param status the status of the response
   * @param rule the rule that the request violates
   */
  public void malformed(int status, String rule) {
    warn(
        malformed,
        "{1} attempt(s) had a malformed request, were rejected, and count as failures of their"
            + " addresses. The last one: {2}. The username is read from {3}; if the application"
            + " reads another body or field, name it in logins.{0}.username",
        status + ", " + rule,
        sources);
  }

  /**
   * Warns of an attempt whose outcome is unknown.
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

  /**
   * Warns of a success that the application reported after the response was committed, so that the
   * response cannot set the device cookie.
   */
  public void lateSuccess() {
    warn(
        late,
        "{1} success(es) were reported after the response was committed, so that their browsers got"
            + " no device cookie: call LoginOutcome.success before the body is written, or name the"
            + " answer in logins.{0}.outcome.success");
  }

  private void warn(LogThrottle throttle, String text) {
    warn(throttle, text, "", "");
  }

  private void warn(LogThrottle throttle, String text, String last, String place) {
    long attempts = throttle.add();
    if (attempts > 0) {
      LOG.log(Level.WARNING, "login {0}: " + text, login, attempts, last, place);
    }
  }
}
