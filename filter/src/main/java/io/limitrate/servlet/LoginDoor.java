package io.limitrate.servlet;

import io.limitrate.challenge.Challenge;
import io.limitrate.http.ChallengeText;
import io.limitrate.http.LoginRefusals;
import io.limitrate.http.Refusal;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginAttempt;
import io.limitrate.login.LoginGuard;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a login attempt is read and let in, or answered. */
final class LoginDoor {
  private final LoginGuard guard;
  private final HttpCall call;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final LoginRefusals refusals;
  private final @Nullable String accept;

  LoginDoor(
      LoginGuard guard, HttpCall call, HttpServletRequest request, HttpServletResponse response) {
    this.guard = guard;
    this.call = call;
    this.request = request;
    this.response = response;
    this.refusals = call.limitrate().loginRefusals();
    this.accept = request.getHeader("Accept");
  }

  /** Whether the attempt may go on; if not, it was answered. */
  boolean admits(LoginAttempt attempt) throws IOException, ServletException {
    return admits(attempt.arrival()) && identified(attempt);
  }

  private boolean identified(LoginAttempt attempt) throws IOException, ServletException {
    LoginInput input = read(attempt);
    Submitted submitted =
        input.username(guard.settings().username(), guard.settings().normalizer());
    if (submitted instanceof Submitted.Malformed malformed) {
      attempt.malformed();
      write(refusals.malformed(malformed.status(), malformed.detail(), accept));
      return false;
    }
    String username = submitted instanceof Submitted.Username given ? given.normalized() : null;
    return admits(attempt.identify(username, field -> token(input, field)));
  }

  /** A client that breaks off has used its attempt all the same. */
  private LoginInput read(LoginAttempt attempt) throws IOException {
    try {
      return LoginInput.of(request, call.buffer());
    } catch (IOException | RuntimeException e) {
      attempt.malformed();
      throw e;
    }
  }

  /** What readers could disagree about, or what is too long, is a token that is wrong. */
  static @Nullable String token(LoginInput input, String field) {
    SubmittedToken token = input.token(field);
    if (token instanceof SubmittedToken.Token given) {
      return given.value();
    }
    return token instanceof SubmittedToken.None ? null : "";
  }

  /** Whether what was decided lets the attempt go on; if not, it was answered. */
  boolean admits(Admission admission) throws IOException, ServletException {
    if (admission instanceof Admission.Admitted) {
      return true;
    }
    if (admission instanceof Admission.Blocked blocked) {
      write(refusals.blocked(blocked, accept));
    } else if (admission instanceof Admission.Uncounted uncounted) {
      write(refusals.uncounted(uncounted, accept));
    } else if (admission instanceof Admission.Challenged challenged) {
      ask(challenged.challenge());
    }
    return false;
  }

  private void ask(Challenge challenge) throws IOException, ServletException {
    request.setAttribute(LoginPassage.CHALLENGE, ChallengeText.json(challenge));
    String page = guard.settings().page().orElse(null);
    String assets = request.getContextPath() + WidgetFiles.PATH;
    write(refusals.challenged(challenge, accept, page, assets));
  }

  private void write(Refusal refusal) throws IOException, ServletException {
    RefusalWriter.write(refusal, request, response);
  }
}
