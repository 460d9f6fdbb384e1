package io.limitrate.servlet;

import io.limitrate.CallScope;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.internal.login.OpenLogin;
import io.limitrate.internal.servlet.HttpCall;
import io.limitrate.login.Outcome;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * By which an application says what came of a login attempt. It need not, where it calls {@code
 * HttpServletRequest.login()}, answers 401, or says by rules what its answers mean.
 *
 * <p>The first to say so is believed. Say it before the response is committed: a success may add a
 * cookie.
 */
public final class LoginOutcome {
  private LoginOutcome() {}

  /**
   * The user is who they claim to be.
   *
   * @param username in whichever spelling
   * @return whether the request is an attempt that nobody had said anything about yet
   */
  public static boolean success(ServletRequest request, String username) {
    return conclude(request, Outcome.SUCCESS, username);
  }

  /** The user is not who they claim to be, or is unknown. */
  public static boolean failure(ServletRequest request, String username) {
    return conclude(request, Outcome.FAILURE, username);
  }

  /**
   * It cannot be told, because the user directory is down for instance. The username is not to
   * blame; the attempt of the address stays counted. Never say so of what a client can bring about.
   */
  public static boolean error(ServletRequest request, String username) {
    return conclude(request, Outcome.ERROR, username);
  }

  private static boolean conclude(ServletRequest request, Outcome outcome, String username) {
    OpenLogin login = login(request);
    return login != null && login.conclude(outcome, username);
  }

  /** That of the annotated method that asks, if any, before the request's own. */
  private static @Nullable OpenLogin login(ServletRequest request) {
    OpenLogin checked = LoginScope.current();
    if (checked != null) {
      return checked;
    }
    HttpCall call = HttpCall.find(request);
    if (call != null) {
      return call.login();
    }
    return CallScope.current() instanceof ApplicationCall unfiltered ? unfiltered.login() : null;
  }
}
