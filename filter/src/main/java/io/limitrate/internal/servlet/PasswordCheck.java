package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.login.AdmittedAttempt;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.SetCookie;
import io.limitrate.internal.login.input.BodyType;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.login.Admission;
import io.limitrate.login.Outcome;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
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

  private final LoginGuard guard;
  private final AdmittedAttempt login;
  private final @Nullable LoginAttempt counted;
  private final @Nullable String username;
  private final Admission admission;

  /**
   * Creates a check.
   *
   * @param counted the attempt that was counted for this check; {@code null} if the check belongs
   *     to the attempt of its request
   */
  private PasswordCheck(
      LoginGuard guard,
      AdmittedAttempt login,
      @Nullable LoginAttempt counted,
      @Nullable String username,
      Admission admission) {
    this.guard = guard;
    this.login = login;
    this.counted = counted;
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
    AdmittedAttempt open = exchange == null ? null : exchange.open(login, username);
    return open != null
        ? new PasswordCheck(guard, open, null, name, new Admission.Admitted())
        : count(application, guard, name, request);
  }

  private static PasswordCheck count(
      Application application,
      LoginGuard guard,
      @Nullable String name,
      HttpServletRequest request) {
    List<String> cookies =
        guard
            .settings()
            .device()
            .map(device -> Cookies.values(request, device.cookie()))
            .orElse(List.of());
    LoginAttempt attempt = guard.arrive(ClientAddressResolver.of(request, application), cookies);
    Admission admission = attempt.arrival();
    if (admission instanceof Admission.Admitted && name == null) {
      Admission.Malformed malformed = Admission.Malformed.username();
      attempt.malformed();
      guard.warnings().malformed(malformed.status(), malformed.detail());
    } else if (admission instanceof Admission.Admitted) {
      admission = attempt.identify(name, field -> token(request, field));
    }
    AdmittedAttempt login = new AdmittedAttempt(guard.settings(), attempt, succeeded -> {}, null);
    PasswordCheck check = new PasswordCheck(guard, login, attempt, name, admission);
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
      login.conclude(outcome, username);
    }
  }

  boolean isOf(LoginGuard other) {
    return guard == other;
  }

  AdmittedAttempt login() {
    return login;
  }

  /** Returns whether the filter passes the request on; writes the answer if it does not. */
  boolean proceeds(HttpCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    SetCookie cookie =
        counted == null ? null : counted.deviceCookie(request.getServletContext().getContextPath());
    if (cookie != null) {
      response.addHeader("Set-Cookie", cookie.text());
    }
    return new LoginAdmitter(guard, call, request, response).admits(admission);
  }
}
