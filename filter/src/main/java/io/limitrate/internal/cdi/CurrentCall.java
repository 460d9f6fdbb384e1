package io.limitrate.internal.cdi;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.servlet.request.HttpCall;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds the call for which the container invokes a bean's method. */
public final class CurrentCall {
  private CurrentCall() {}

  /**
   * Returns the innermost call of this thread. Without such a call, returns the call of the request
   * whose CDI scope is active; a resource method that JAX-RS ends on another thread has such a
   * call. Otherwise returns {@code null}.
   */
  public static @Nullable Call find() {
    Call known = CallScope.current();
    return known != null ? known : ofRequest();
  }

  private static @Nullable Call ofRequest() {
    HttpServletRequest request = Container.request();
    if (request == null) {
      return null;
    }
    HttpCall filtered = HttpCall.find(request);
    return filtered == null
            && request.getAttribute(ApplicationCall.ATTRIBUTE) instanceof ApplicationCall call
        ? call
        : filtered;
  }
}
