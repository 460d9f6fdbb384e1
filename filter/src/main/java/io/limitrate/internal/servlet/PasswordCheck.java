package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.OpenLogin;
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
 * <p>A filter that sees the request later does not count it again. What was rejected it answers by
 * 429, 403 or 503; to what succeeded it adds the device's cookie. If it is the filter that comes
 * first, and has counted the same user at the same login, the check belongs to that attempt.
 *
 * <p>Belongs to the request's thread.
 */
public final class PasswordCheck {
  private static final String ATTRIBUTE = PasswordCheck.class.getName();

  private final LoginGuard guard;
  private final OpenLogin login;
  private final @Nullable LoginAttempt counted;
  private final @Nullable String username;
  private final Admission admission;

  /**
   * A check.
   *
   * @param counted the attempt that was counted for it alone, {@code null} where it belongs to that
   *     of its request
   */
  private PasswordCheck(
      LoginGuard guard,
      OpenLogin login,
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
   * Asks whether a password may be checked.
   *
   * @param login the login's name in the configuration
   * @param username in whichever spelling; what can be nobody's name is not admitted
   * @throws io.limitrate.config.ConfigurationException when there is no such login
   */
  public static PasswordCheck begin(String login, String username, HttpServletRequest request) {
    HttpCall call = HttpCall.find(request);
    Application limitrate = call != null ? call.limitrate() : Application.current();
    LoginGuard guard = limitrate.login(login);
    String name = guard.settings().normalizer().normalize(username);
    LoginPassage passage = LoginPassage.find(request);
    OpenLogin open = passage == null ? null : passage.open(login, username);
    return open != null
        ? new PasswordCheck(guard, open, null, name, new Admission.Admitted())
        : count(limitrate, guard, name, request);
  }

  private static PasswordCheck count(
      Application limitrate, LoginGuard guard, @Nullable String name, HttpServletRequest request) {
    List<String> cookies =
        guard
            .settings()
            .device()
            .map(device -> Cookies.values(request, device.cookie()))
            .orElse(List.of());
    LoginAttempt attempt = guard.arrive(PeerAddress.of(request, limitrate), cookies);
    Admission admission = attempt.arrival();
    if (admission instanceof Admission.Admitted && name == null) {
      Admission.Malformed malformed = Admission.Malformed.username();
      attempt.malformed();
      guard.warnings().malformed(malformed.status(), malformed.detail());
    } else if (admission instanceof Admission.Admitted) {
      admission = attempt.identify(name, field -> token(request, field));
    }
    OpenLogin login = new OpenLogin(guard.settings(), attempt, succeeded -> {}, null);
    PasswordCheck check = new PasswordCheck(guard, login, attempt, name, admission);
    request.setAttribute(ATTRIBUTE, check);
    return check;
  }

  /** What cannot be read is a token that is wrong. */
  private static @Nullable String token(HttpServletRequest request, String field) {
    try {
      return LoginInput.of(new ServletMessage(request, buffer(request))).tokens().token(field);
    } catch (IOException | RuntimeException e) {
      return "";
    }
  }

  /** The application has to find its body: so the container reads a form, and nobody JSON. */
  private static @Nullable BufferedRequest buffer(HttpServletRequest request) throws IOException {
    if (BodyType.of(request.getHeader("Content-Type")) != BodyType.FORM) {
      return null;
    }
    request.getParameterMap();
    return LoginFormRequest.of(request);
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
    if (admitted()) {
      login.conclude(outcome, username);
    }
  }

  boolean isOf(LoginGuard other) {
    return guard == other;
  }

  OpenLogin login() {
    return login;
  }

  /** The request comes to the filter: whether it goes on; if not, it was answered. */
  boolean goesOn(HttpCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    SetCookie cookie =
        counted == null ? null : counted.deviceCookie(request.getServletContext().getContextPath());
    if (cookie != null) {
      response.addHeader("Set-Cookie", cookie.text());
    }
    return new LoginDoor(guard, call, request, response).admits(admission);
  }
}
