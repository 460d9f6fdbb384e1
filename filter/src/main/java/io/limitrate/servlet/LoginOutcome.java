package io.limitrate.servlet;

import io.limitrate.CallScope;
import io.limitrate.internal.login.LoginCall;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.login.Outcome;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reports the outcome of a login attempt to Limitrate.
 *
 * <p>An application needs this class only if Limitrate cannot see the outcome: the application does
 * not call {@code HttpServletRequest.login()}, does not answer a failure by 401, and the {@code
 * outcome} of the login in the configuration does not describe its answers.
 *
 * <p>The first report of an attempt counts; later reports have no effect. Report before the
 * response is committed, because a success may add a cookie.
 */
public final class LoginOutcome {
  private LoginOutcome() {}

  /**
   * Reports that the password was right.
   *
   * @param username the name of the user, in any spelling
   * @return whether this report counts: the request is a login attempt whose outcome was unknown
   */
  public static boolean success(ServletRequest request, String username) {
    return conclude(request, Outcome.SUCCESS, username);
  }

  /**
   * Reports that the password was wrong, or that the user does not exist.
   *
   * @param username the name of the user, in any spelling
   * @return whether this report counts: the request is a login attempt whose outcome was unknown
   */
  public static boolean failure(ServletRequest request, String username) {
    return conclude(request, Outcome.FAILURE, username);
  }

  /**
   * Reports that the password could not be checked, for example because the user directory is down.
   * The attempt does not count for the username, but stays counted for the address. Do not report
   * an error that a client can cause.
   *
   * @param username the name of the user, in any spelling
   * @return whether this report counts: the request is a login attempt whose outcome was unknown
   */
  public static boolean error(ServletRequest request, String username) {
    return conclude(request, Outcome.ERROR, username);
  }

  private static boolean conclude(ServletRequest request, Outcome outcome, String username) {
    LoginScope scope = scope(request);
    return scope != null && scope.attempt().conclude(outcome, username);
  }

  /** Returns the scope of the annotated method that runs, or otherwise the scope of the request. */
  private static @Nullable LoginScope scope(ServletRequest request) {
    LoginScope checked = LoginScope.current();
    if (checked != null) {
      return checked;
    }
    HttpCall call = HttpCall.find(request);
    if (call != null) {
      return call.login();
    }
    return CallScope.current() instanceof LoginCall unfiltered ? unfiltered.login() : null;
  }
}
