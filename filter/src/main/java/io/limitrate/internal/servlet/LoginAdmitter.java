package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.LoginHeaderValues;
import io.limitrate.internal.login.input.LoginAdmission;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.response.ChallengeText;
import io.limitrate.internal.response.Rejection;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Reads a login attempt, and admits it or writes the answer to the rejected attempt. */
final class LoginAdmitter {
  private final LoginGuard guard;
  private final HttpCall call;
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  LoginAdmitter(
      LoginGuard guard, HttpCall call, HttpServletRequest request, HttpServletResponse response) {
    this.guard = guard;
    this.call = call;
    this.request = request;
    this.response = response;
  }

  /** Returns whether the attempt is admitted; writes the answer if it is not. */
  boolean admits(LoginAttempt attempt) throws IOException, ServletException {
    LoginSettings login = guard.settings();
    return admits(
        LoginAdmission.admission(
            attempt,
            () -> LoginInput.of(new ServletMessage(request, call.buffer())),
            input -> input.username(login.username(), login.normalizer())));
  }

  /** Returns whether the admission admits the attempt; writes the answer if it does not. */
  boolean admits(Admission admission) throws IOException, ServletException {
    if (admission instanceof Admission.Admitted) {
      return true;
    }
    reject(admission, guard.settings(), call.application(), request, response);
    return false;
  }

  /** Writes the answer to a rejected attempt. */
  static void reject(
      Admission admission,
      LoginSettings login,
      Application application,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    if (admission instanceof Admission.Challenged challenged) {
      request.setAttribute(LoginExchange.CHALLENGE, ChallengeText.json(challenged.challenge()));
    }
    LoginHeaderValues.of(admission, application.login(login.name()))
        .ifPresent(closed -> application.headers().write(closed, response::setHeader));
    Rejection rejection =
        application
            .loginRejections()
            .of(
                admission,
                request.getHeader("Accept"),
                login.page().orElse(null),
                request.getServletContext().getContextPath() + WidgetFiles.PATH);
    RejectionWriter.write(rejection, request, response);
  }
}
