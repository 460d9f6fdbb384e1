package io.limitrate.internal.login.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.LoginHeaderValues;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.input.SubmittedLogin;
import io.limitrate.internal.login.response.ChallengeText;
import io.limitrate.internal.response.Rejection;
import io.limitrate.internal.servlet.request.HttpCall;
import io.limitrate.internal.servlet.request.RejectionWriter;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginRejectedException;
import io.limitrate.login.LoginSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Protects the logins of a web application, for the servlet filter. */
public final class ServletLogins {
  /** The request attribute that holds the challenge as JSON text, for the application's page. */
  static final String CHALLENGE = "io.limitrate.login.challenge";

  private ServletLogins() {}

  /** A request and a response for the application. */
  public record Exchange(HttpServletRequest request, HttpServletResponse response) {}

  /**
   * Handles a request that its policies permit. Returns {@code null} if this method has written the
   * answer: to a rejected login attempt, or to a request for a file of the challenge widget.
   */
  public static @Nullable Exchange admit(
      HttpCall call, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    PasswordCheck checked = PasswordCheck.find(request);
    if (checked != null
        && !admits(checked.finish(call), checked.guard(), call, request, response)) {
      return null;
    }
    String login = call.loginName();
    if (login == null) {
      return WidgetFiles.serve(request, response)
          ? null
          : new Exchange(call.requestForApplication(), response);
    }
    LoginGuard guard = call.application().login(login);
    if (checked != null && checked.guard() == guard) {
      return LoginExchange.open(checked.attempt(), call, response);
    }
    LoginAttempt attempt = guard.attempt(call);
    Admission admission = attempt.admit(() -> read(guard.settings(), call, request));
    return admits(admission, guard, call, request, response)
        ? LoginExchange.open(attempt, call, response)
        : null;
  }

  private static SubmittedLogin read(LoginSettings login, HttpCall call, HttpServletRequest request)
      throws IOException {
    LoginInput input =
        LoginInput.of(
            new ServletMessage(
                request, call.buffer(LoginFormRequest::of, LoginFormRequest.LONGEST)));
    return new SubmittedLogin(input.username(login.username(), login.normalizer()), input.tokens());
  }

  private static boolean admits(
      Admission admission,
      LoginGuard guard,
      HttpCall call,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    if (admission instanceof Admission.Admitted) {
      return true;
    }
    answer(admission, guard, call.application(), request, response);
    return false;
  }

  /** Writes the answer to an attempt that an annotated method has rejected. */
  public static void answer(
      LoginRejectedException rejected,
      Application application,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    LoginGuard guard = application.login(rejected.login());
    answer(rejected.admission(), guard, application, request, response);
  }

  private static void answer(
      Admission admission,
      LoginGuard guard,
      Application application,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    if (admission instanceof Admission.Challenged challenged) {
      request.setAttribute(CHALLENGE, ChallengeText.json(challenged.challenge()));
    }
    LoginHeaderValues.of(admission, guard)
        .ifPresent(closed -> application.headers().write(closed, response::setHeader));
    Rejection rejection =
        application
            .loginRejections()
            .of(
                admission,
                request.getHeader("Accept"),
                guard.settings().page().orElse(null),
                request.getServletContext().getContextPath() + WidgetFiles.PATH);
    RejectionWriter.write(rejection, request, response);
  }

  /**
   * Concludes the attempt of a request at the end of a dispatch, or later if the request is
   * asynchronous. Does nothing for a request that is no attempt.
   *
   * @param threw whether the application has thrown an exception
   */
  public static void end(ServletRequest request, boolean threw) {
    LoginExchange exchange = LoginExchange.find(request);
    if (exchange != null) {
      exchange.end(threw);
    }
  }
}
