package io.limitrate.internal.cdi;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.servlet.HttpCall;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What a bean's method is called for. For entrances that are part of CDI. */
public final class CurrentCall {
  private CurrentCall() {}

  /**
   * The innermost call of this thread; else that of the request whose CDI scope is active, as in a
   * resource method which JAX-RS lets end on another thread; else {@code null}.
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
