package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.login.ClosedLogin;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.input.LoginEntry;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.response.ChallengeText;
import io.limitrate.internal.response.Rejection;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where a login attempt is read and let in, or answered. */
final class LoginDoor {
  private final LoginGuard guard;
  private final HttpCall call;
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  LoginDoor(
      LoginGuard guard, HttpCall call, HttpServletRequest request, HttpServletResponse response) {
    this.guard = guard;
    this.call = call;
    this.request = request;
    this.response = response;
  }

  /** Whether the attempt may go on; if not, it was answered. */
  boolean admits(LoginAttempt attempt) throws IOException, ServletException {
    LoginSettings login = guard.settings();
    return admits(
        LoginEntry.admission(
            attempt,
            () -> LoginInput.of(new ServletMessage(request, call.buffer())),
            input -> input.username(login.username(), login.normalizer())));
  }

  /** Whether what was decided lets the attempt go on; if not, it was answered. */
  boolean admits(Admission admission) throws IOException, ServletException {
    if (admission instanceof Admission.Admitted) {
      return true;
    }
    reject(admission, guard.settings(), call.limitrate(), request, response);
    return false;
  }

  /** Answers an attempt that may not go on. */
  static void reject(
      Admission admission,
      LoginSettings login,
      Application limitrate,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    if (admission instanceof Admission.Challenged challenged) {
      request.setAttribute(LoginPassage.CHALLENGE, ChallengeText.json(challenged.challenge()));
    }
    ClosedLogin.of(admission, limitrate.login(login.name()))
        .ifPresent(closed -> limitrate.headers().write(closed, response::setHeader));
    Rejection rejection =
        limitrate
            .loginRejections()
            .of(
                admission,
                request.getHeader("Accept"),
                login.page().orElse(null),
                request.getServletContext().getContextPath() + WidgetFiles.PATH);
    RejectionWriter.write(rejection, request, response);
  }
}
