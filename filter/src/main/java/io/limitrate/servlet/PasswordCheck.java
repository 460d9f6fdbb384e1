package io.limitrate.servlet;

import io.limitrate.login.Admission;
import io.limitrate.login.LoginAttempt;
import io.limitrate.login.LoginGuard;
import io.limitrate.login.Outcome;
import io.limitrate.login.SetCookie;
import io.limitrate.runtime.Limitrate;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A password check that the filter comes too late for, such as that of an authentication mechanism,
 * which runs before all filters. It is an attempt at a login like one at its paths.
 *
 * <pre>{@code
 * PasswordCheck check = PasswordCheck.begin("main", username, request);
 * Outcome outcome = Outcome.UNKNOWN;
 * try {
 *   if (check.admitted()) { outcome = ... }
 * } finally { check.end(outcome); }
 * }</pre>
 *
 * <p>A filter that sees the request later does not count it again. What was refused it answers by
 * 429, 403 or 503; to what succeeded it adds the device's cookie. If it is the filter that comes
 * first, and has counted the same user at the same login, the check belongs to that attempt.
 *
 * <p>Belongs to the request's thread.
 */
public final class PasswordCheck {
  private static final String ATTRIBUTE = PasswordCheck.class.getName();

  private final LoginGuard guard;
  private final LoginAttempt attempt;
  private final @Nullable LoginPassage passage;
  private final @Nullable String username;
  private final Admission admission;

  private PasswordCheck(
      LoginGuard guard,
      LoginAttempt attempt,
      @Nullable LoginPassage passage,
      @Nullable String username,
      Admission admission) {
    this.guard = guard;
    this.attempt = attempt;
    this.passage = passage;
    this.username = username;
    this.admission = admission;
  }

  /**
   * Asks whether a password may be checked.
   *
   * @param login the login's name in the configuration
   * @param username in whichever spelling; what can be nobody's name is not admitted
   * @throws io.limitrate.config.ConfigurationException when there is no such login
   */
  public static PasswordCheck begin(String login, String username, HttpServletRequest request) {
    HttpCall call = HttpCall.find(request);
    Limitrate limitrate = call != null ? call.limitrate() : Limitrate.current();
    LoginGuard guard = limitrate.login(login);
    String name = guard.settings().normalizer().normalize(username);
    LoginPassage passage = LoginPassage.find(request);
    LoginAttempt counted = passage == null ? null : passage.open(login, name);
    return counted != null
        ? new PasswordCheck(guard, counted, passage, name, new Admission.Admitted())
        : count(limitrate, guard, name, request);
  }

  private static PasswordCheck count(
      Limitrate limitrate, LoginGuard guard, @Nullable String name, HttpServletRequest request) {
    String cookie =
        guard.settings().device().map(d -> HttpCall.cookie(request, d.cookie())).orElse(null);
    LoginAttempt attempt = guard.attempt(HttpCall.address(limitrate, request), cookie);
    Admission admission = attempt.arrival();
    if (admission instanceof Admission.Admitted && name == null) {
      attempt.malformed();
    } else if (admission instanceof Admission.Admitted) {
      admission = attempt.identify(name, field -> token(request, field));
    }
    PasswordCheck check = new PasswordCheck(guard, attempt, null, name, admission);
    request.setAttribute(ATTRIBUTE, check);
    return check;
  }

  /** What cannot be read is a token that is wrong. */
  private static @Nullable String token(HttpServletRequest request, String field) {
    try {
      return LoginDoor.token(input(request), field);
    } catch (IOException | MalformedInputException | RuntimeException e) {
      return "";
    }
  }

  /** The application has to find its body: so the container reads a form, and nobody JSON. */
  private static LoginInput input(HttpServletRequest request)
      throws IOException, MalformedInputException {
    if (BodyType.of(request.getContentType()) != BodyType.FORM) {
      return LoginInput.of(request, null);
    }
    Parameters.all(request);
    return LoginInput.of(request, BufferedRequest.of(request));
  }

  /** The latest that was counted for the request itself, {@code null} for none. */
  static @Nullable PasswordCheck find(ServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof PasswordCheck check ? check : null;
  }

  /** Whether the password may be checked; otherwise the login has failed. */
  public boolean admitted() {
    return username != null && admission instanceof Admission.Admitted;
  }

  /**
   * Says what came of it; what was not admitted has no outcome. Say {@link Outcome#UNKNOWN} where
   * the check itself failed.
   */
  public void end(Outcome outcome) {
    if (!admitted()) {
      return;
    }
    if (passage != null) {
      passage.conclude(outcome, username);
    } else {
      attempt.conclude(outcome, username);
    }
  }

  boolean isOf(LoginGuard other) {
    return guard == other;
  }

  LoginAttempt attempt() {
    return attempt;
  }

  /** The request comes to the filter: whether it goes on; if not, it was answered. */
  boolean goesOn(HttpCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    SetCookie cookie = attempt.deviceCookie(request.getContextPath());
    if (cookie != null) {
      response.addHeader("Set-Cookie", cookie.text());
    }
    return new LoginDoor(guard, call, request, response).admits(admission);
  }
}
