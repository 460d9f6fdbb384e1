package io.limitrate.interceptor;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Bound to methods and classes with limits. Serializable, as the beans of a session are. */
@Limited
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
final class RateLimitInterceptor implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Not public, for the aspect would take it for a limited method. */
  @AroundInvoke
  @Nullable Object around(InvocationContext context) throws Exception {
    return Interception.around(context);
  }
}
