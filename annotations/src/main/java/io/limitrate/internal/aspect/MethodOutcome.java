package io.limitrate.internal.aspect;

import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.login.ResponseOutcome;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import io.limitrate.login.OutcomeRules;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/** What a method that checks a password says by what it returns or throws. */
final class MethodOutcome {
  private static final String RESPONSE = "jakarta.ws.rs.core.Response";
  private static final String NOT_AUTHORIZED = "jakarta.ws.rs.NotAuthorizedException";

  /** What {@code HttpServletRequest.login()} throws for a wrong password; no subclass says so. */
  private static final String SERVLET_EXCEPTION = "jakarta.servlet.ServletException";

  private MethodOutcome() {}

  /**
   * What the value says.
   *
   * @param rules the login's, for a response
   * @param request where the request was sent to, for a response
   */
  static ObservedOutcome of(@Nullable Object value, OutcomeRules rules, RequestUri request) {
    if (value == null) {
      return of(false);
    }
    if (value instanceof Boolean right) {
      return of(right);
    }
    if (value instanceof Optional<?> user) {
      return of(user.isPresent());
    }
    Class<?> response = superclass(value.getClass(), RESPONSE);
    return response == null
        ? ObservedOutcome.unknown("a result of the type " + value.getClass().getName())
        : ofResponse(value, response, rules, request);
  }

  private static ObservedOutcome of(boolean right) {
    return new ObservedOutcome(right ? Outcome.SUCCESS : Outcome.FAILURE);
  }

  /**
   * By reflection, for not every application has JAX-RS. The base URI of JAX-RS, which its relative
   * locations are resolved against, is not known here.
   */
  private static ObservedOutcome ofResponse(
      Object value, Class<?> response, OutcomeRules rules, RequestUri request) {
    try {
      int status = (int) response.getMethod("getStatus").invoke(value);
      Object location = response.getMethod("getLocation").invoke(value);
      RequestUri base = new RequestUri(request.host(), null, request.contextPath());
      return new ResponseOutcome(rules, base)
          .observe(status, location == null ? null : location.toString());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(response + " cannot be asked for its status", e);
    }
  }

  /** What the exception says, or what it wraps on its way out of a stage. */
  static ObservedOutcome of(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean failure =
        cause instanceof LoginException
            || cause instanceof SecurityException
            || cause.getClass().getName().equals(SERVLET_EXCEPTION)
            || superclass(cause.getClass(), NOT_AUTHORIZED) != null;
    return failure
        ? new ObservedOutcome(Outcome.FAILURE)
        : ObservedOutcome.unknown("the exception " + cause.getClass().getName());
  }

  private static @Nullable Class<?> superclass(Class<?> type, String name) {
    Class<?> found = type;
    while (found != null && !found.getName().equals(name)) {
      found = found.getSuperclass();
    }
    return found;
  }
}
