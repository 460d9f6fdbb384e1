package io.limitrate.internal.aspect;

import io.limitrate.internal.concurrent.CompletionStages;
import io.limitrate.internal.login.ObservedOutcome;
import io.limitrate.internal.uri.RequestUri;
import io.limitrate.login.Outcome;
import io.limitrate.login.OutcomeRules;
import java.util.Optional;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * Determines the outcome of a login attempt from the result or exception of a method that checks a
 * password.
 */
final class MethodOutcome {
  private static final String RESPONSE = "jakarta.ws.rs.core.Response";
  private static final String NOT_AUTHORIZED = "jakarta.ws.rs.NotAuthorizedException";

  /**
   * The class of the exception that {@code HttpServletRequest.login()} throws for a wrong password.
   * A subclass does not mean a wrong password.
   */
  private static final String SERVLET_EXCEPTION = "jakarta.servlet.ServletException";

  private MethodOutcome() {}

  /**
   * Returns the outcome of a result.
   *
   * @param rules the login's rules for a response
   * @param request the URI of the request, for a response
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
   * Returns the outcome of a JAX-RS response. Uses reflection, because an application may lack
   * JAX-RS. The base URI of JAX-RS, against which relative locations are resolved, is unknown here.
   */
  private static ObservedOutcome ofResponse(
      Object value, Class<?> response, OutcomeRules rules, RequestUri request) {
    try {
      int status = (int) response.getMethod("getStatus").invoke(value);
      Object location = response.getMethod("getLocation").invoke(value);
      RequestUri base = new RequestUri(request.host(), null, request.contextPath());
      String text = location == null ? null : location.toString();
      return ObservedOutcome.ofResponse(status, text, rules, base);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(response + " cannot be asked for its status", e);
    }
  }

  /** Returns the outcome of an exception, or of the cause that a stage's exception wraps. */
  static ObservedOutcome of(Throwable thrown) {
    Throwable cause = CompletionStages.cause(thrown);
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
