package io.limitrate.internal.login.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.input.BodyType;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.input.SubmittedLogin;
import io.limitrate.internal.login.input.SubmittedUsername;
import io.limitrate.internal.servlet.request.BufferedRequest;
import io.limitrate.internal.servlet.request.ClientAddressResolver;
import io.limitrate.internal.servlet.request.Cookies;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.login.Admission;
import io.limitrate.login.Outcome;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A password check that runs before the filter, such as the check of an authentication mechanism.
 * It counts as a login attempt, like a request to a path of the login.
 *
 * <pre>{@code
 * PasswordCheck check = PasswordCheck.begin("main", username, request);
 * Outcome outcome = Outcome.UNKNOWN;
 * try {
 *   if (check.admitted()) { outcome = ... }
 * } finally { check.end(outcome); }
 * }</pre>
 *
 * <p>If the filter sees the request later, it does not count the attempt again. The filter answers
 * a rejected attempt by 429, 403 or 503, and adds the device cookie after a success. If the filter
 * has already counted the same user at the same login, the check belongs to that attempt.
 *
 * <p>Not thread-safe: only the thread of the request uses it.
 */
public final class PasswordCheck {
  private static final String ATTRIBUTE = PasswordCheck.class.getName();

  private final LoginAttempt attempt;
  private final @Nullable String username;
  private final Admission admission;

  private PasswordCheck(LoginAttempt attempt, @Nullable String username, Admission admission) {
    this.attempt = attempt;
    this.username = username;
    this.admission = admission;
  }

  /**
   * Counts an attempt, and decides whether the password may be checked.
   *
   * @param login the name of the login in the configuration
   * @param username the username in any spelling; a text that cannot be a username is rejected
   * @throws io.limitrate.config.ConfigurationException when the configuration has no such login
   */
  public static PasswordCheck begin(String login, String username, HttpServletRequest request) {
    HttpCall call = HttpCall.find(request);
    Application application =
        call != null
            ? call.application()
            : ApplicationRuntime.current(PasswordCheck.class).application();
    LoginGuard guard = application.login(login);
    String name = guard.settings().normalizer().normalize(username);
    LoginExchange exchange = LoginExchange.find(request);
    LoginAttempt open = exchange == null ? null : exchange.attempt();
    return name != null && open != null && open.guard() == guard && open.covers(name)
        ? new PasswordCheck(open, name, new Admission.Admitted())
        : count(application, guard, username, name, request);
  }

  private static PasswordCheck count(
      Application application,
      LoginGuard guard,
      String raw,
      @Nullable String name,
      HttpServletRequest request) {
    SubmittedUsername submitted =
        name == null ? SubmittedUsername.malformed() : new SubmittedUsername.Username(raw, name);
    LoginAttempt attempt =
        guard.attempt(
            ClientAddressResolver.of(request, application),
            cookie -> Cookies.values(request, cookie));
    Admission admission =
        attempt.admit(new SubmittedLogin(submitted, field -> token(request, field)));
    if (admission instanceof Admission.Malformed) {
      admission = new Admission.Admitted(); // the application answers that the login has failed
    }
    PasswordCheck check = new PasswordCheck(attempt, name, admission);
    request.setAttribute(ATTRIBUTE, check);
    return check;
  }

  /** Returns the token of a solved challenge; an unreadable token becomes a wrong token. */
  private static @Nullable String token(HttpServletRequest request, String field) {
    try {
      return LoginInput.of(new ServletMessage(request, buffer(request))).tokens().token(field);
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  /**
   * Buffers a form after the container has parsed it, so that the application can still read its
   * parameters. Leaves JSON unread for the application.
   */
  private static @Nullable BufferedRequest buffer(HttpServletRequest request) throws IOException {
    if (BodyType.of(request.getHeader("Content-Type")) != BodyType.FORM) {
      return null;
    }
    request.getParameterMap();
    return LoginFormRequest.of(request);
  }

  /** Returns the latest check that was counted for the request itself, or {@code null}. */
  static @Nullable PasswordCheck find(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof PasswordCheck check ? check : null;
  }

  /** Returns whether the password may be checked; otherwise the login has failed. */
  public boolean admitted() {
    return username != null && admission instanceof Admission.Admitted;
  }

  /**
   * Reports the outcome: {@link Outcome#UNKNOWN} if the check itself failed. Does nothing for a
   * check that was not admitted.
   */
  public void end(Outcome outcome) {
    if (admitted()) {
      attempt.conclude(outcome, username);
    }
  }

  /** Returns the guard of the login. */
  LoginGuard guard() {
    return attempt.guard();
  }

  LoginAttempt attempt() {
    return attempt;
  }

  /** Adds the device cookie of a success to the response. Returns whether the filter goes on. */
  Admission finish(HttpCall call) {
    call.remember(attempt);
    return admission;
  }
}
