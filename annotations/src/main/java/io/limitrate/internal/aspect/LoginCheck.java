package io.limitrate.internal.aspect;

import io.limitrate.Call;
import io.limitrate.internal.declaration.LoginPlan;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginCall;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.input.SubmittedLogin;
import io.limitrate.internal.login.input.SubmittedToken;
import io.limitrate.internal.login.input.SubmittedUsername;
import io.limitrate.internal.login.input.TokenSource;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginRejectedException;
import io.limitrate.login.Outcome;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check of a password by a woven method, from its beginning to its outcome.
 *
 * @param scope the attempt to which the check belongs
 * @param own whether the check began the attempt, so that only the method determines the outcome
 * @param request the URI of the request of which the check is a part
 */
public record LoginCheck(LoginScope scope, boolean own, RequestUri request) {

  /**
   * Joins the open attempt of the user, or begins a new attempt.
   *
   * @param call the request of which the check is a part, or {@code null}
   * @param argument the argument that contains the username
   * @throws LoginRejectedException when the attempt is rejected
   */
  public static LoginCheck begin(
      LoginPlan plan, LoginGuard guard, @Nullable Call call, @Nullable Object argument) {
    LoginCall request = call instanceof LoginCall known ? known : null;
    RequestUri uri = request == null ? RequestUri.NONE : request.requestUri();
    LoginScope around = LoginScope.current();
    if (around == null && request != null) {
      around = request.login();
    }
    SubmittedUsername username =
        SubmittedUsername.of(
            argument == null ? null : argument.toString(),
            guard.settings().normalizer(),
            "the @LoginUsername parameter is null or blank");
    LoginAttempt joined = join(plan, around, username);
    if (joined != null) {
      return new LoginCheck(new LoginScope(joined, around), false, uri);
    }
    if (plan.username().isEmpty()) {
      throw plan.error("needs a @LoginUsername parameter");
    }
    LoginAttempt attempt =
        call == null ? guard.attempt(null, cookie -> List.of()) : guard.attempt(call);
    requireAdmitted(plan, attempt.admit(new SubmittedLogin(username, tokens(call))));
    return new LoginCheck(new LoginScope(attempt, around), true, uri);
  }

  private static @Nullable LoginAttempt join(
      LoginPlan plan, @Nullable LoginScope around, SubmittedUsername username) {
    LoginScope open = around == null ? null : around.find(plan.login());
    if (open == null || username instanceof SubmittedUsername.Malformed) {
      return null;
    }
    Admission admission = open.claim(username.name());
    if (admission == null) {
      return null;
    }
    requireAdmitted(plan, admission);
    return open.attempt();
  }

  private static void requireAdmitted(LoginPlan plan, Admission admission) {
    if (!(admission instanceof Admission.Admitted)) {
      throw new LoginRejectedException(plan.login(), admission);
    }
  }

  private static TokenSource tokens(@Nullable Call call) {
    return call == null ? TokenSource.NONE : field -> token(call, field);
  }

  /**
   * Returns a token of the request. A token beyond the maximum length becomes the empty text, which
   * is an invalid token.
   */
  private static @Nullable String token(Call call, String field) {
    return Stream.of(
            call.form(field),
            call.json(LoginInput.pointer(field)),
            call.header(field),
            call.cookie(field))
        .filter(token -> token != null && !token.isBlank())
        .map(token -> token.length() > SubmittedToken.LONGEST ? "" : token)
        .findFirst()
        .orElse(null);
  }

  /**
   * Reports the outcome of the method's result. A method without a result reports the outcome
   * itself or leaves it unknown.
   */
  public void returned(@Nullable Object value, Class<?> type) {
    conclude(
        type == void.class
            ? ObservedOutcome.unknown("a method that returns nothing")
            : MethodOutcome.of(value, scope.attempt().settings().outcome(), request));
  }

  /** Reports the outcome of the method's exception. */
  public void threw(Throwable thrown) {
    conclude(MethodOutcome.of(thrown));
  }

  private void conclude(ObservedOutcome ending) {
    if (own || ending.outcome() != Outcome.UNKNOWN) {
      scope.attempt().conclude(ending, null);
    }
  }

  /**
   * Returns a stage that reports the outcome before the caller receives the result. The outcome is
   * reported even if the caller cancels the returned stage.
   */
  public CompletionStage<?> later(CompletionStage<?> stage) {
    return stage
        .whenComplete(
            (value, thrown) -> {
              if (thrown == null) {
                returned(value, Object.class);
              } else {
                threw(thrown);
              }
            })
        .thenApply(value -> value);
  }
}
