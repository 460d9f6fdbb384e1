package io.limitrate.internal.aspect;

import io.limitrate.Call;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.declaration.LoginPlan;
import io.limitrate.internal.login.AdmittedAttempt;
import io.limitrate.internal.login.LoginAttempt;
import io.limitrate.internal.login.LoginGuard;
import io.limitrate.internal.login.LoginScope;
import io.limitrate.internal.login.TokenSource;
import io.limitrate.internal.login.input.LoginInput;
import io.limitrate.internal.login.input.SubmittedToken;
import io.limitrate.internal.login.name.Usernames;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginRejectedException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The context in which a method checks a password.
 *
 * @param call the request of which the check is a part, or {@code null}
 * @param around the attempt that is already open, or {@code null}
 */
public record LoginCheckContext(
    LoginGuard guard, @Nullable Call call, @Nullable AdmittedAttempt around) {
  public static LoginCheckContext of(LoginGuard guard, @Nullable Call call) {
    AdmittedAttempt checked = LoginScope.current();
    return new LoginCheckContext(
        guard,
        call,
        checked == null && call instanceof ApplicationCall known ? known.login() : checked);
  }

  /**
   * Joins the open attempt of the user, or begins a new attempt.
   *
   * @param argument the argument that contains the username
   * @throws LoginRejectedException when the attempt is rejected
   */
  public LoginCheck check(LoginPlan plan, @Nullable Object argument) {
    String raw = argument == null ? "" : argument.toString();
    String name =
        raw.isBlank() ? null : Usernames.spelling(raw, guard.settings().normalizer()::normalize);
    LoginCheck joined = name != null || raw.isBlank() ? join(name) : null;
    if (joined != null) {
      return joined;
    }
    if (plan.username().isEmpty()) {
      throw plan.error("needs a @LoginUsername parameter");
    }
    return begin(raw, name);
  }

  private @Nullable LoginCheck join(@Nullable String name) {
    AdmittedAttempt open = around == null ? null : around.find(guard.settings().name());
    Admission admission = open == null ? null : open.claim(name);
    if (open == null || admission == null) {
      return null;
    }
    requireAdmitted(admission);
    return new LoginCheck(open.forNestedCheck(around), false, requestUri());
  }

  private LoginCheck begin(String raw, @Nullable String name) {
    LoginAttempt attempt = call == null ? guard.attempt(null, null) : guard.attempt(call);
    requireAdmitted(attempt.arrival());
    if (name == null && !raw.isBlank()) {
      Admission.Malformed malformed = Admission.Malformed.username();
      attempt.malformed();
      guard.warnings().malformed(malformed.status(), malformed.detail());
      requireAdmitted(malformed);
    }
    if (name == null) {
      guard.warnings().unnamed("the @LoginUsername parameter is null or blank");
    }
    requireAdmitted(attempt.identify(name, tokens()));
    AdmittedAttempt open = new AdmittedAttempt(guard.settings(), attempt, this::remember, around);
    return new LoginCheck(open, true, requestUri());
  }

  private RequestUri requestUri() {
    return call instanceof ApplicationCall known ? known.requestUri() : RequestUri.NONE;
  }

  private void requireAdmitted(Admission admission) {
    if (!(admission instanceof Admission.Admitted)) {
      throw new LoginRejectedException(guard.settings().name(), admission);
    }
  }

  private TokenSource tokens() {
    Call request = call;
    return request == null ? TokenSource.NONE : field -> token(request, field);
  }

  /**
   * Returns a token of the request. A token beyond the maximum length becomes the empty text, which
   * is an invalid token.
   */
  private static @Nullable String token(Call request, String field) {
    return Stream.of(
            request.form(field),
            request.json(LoginInput.pointer(field)),
            request.header(field),
            request.cookie(field))
        .filter(token -> token != null && !token.isBlank())
        .map(token -> token.length() > SubmittedToken.LONGEST ? "" : token)
        .findFirst()
        .orElse(null);
  }

  private void remember(LoginAttempt attempt) {
    if (call instanceof ApplicationCall known) {
      known.remember(attempt);
    }
  }
}
