package io.limitrate.internal.jaxrs;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.internal.aspect.CallHandoff;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** Makes a request's call available to woven methods while the resource method runs. */
final class RequestCallScope {
  private static final String PROPERTY = RequestCallScope.class.getName();

  private final Call call;
  private final @Nullable Call outer;

  private RequestCallScope(Call call, @Nullable Call outer) {
    this.call = call;
    this.outer = outer;
  }

  /**
   * Opens the request's scope unless the scope is already open.
   *
   * <p>Behind the servlet filter, that filter closes the scope. Otherwise the response filter
   * closes the scope. For an asynchronous method the response filter may run on any thread, so the
   * call is handed only to the resource method itself.
   *
   * @param ours whether the servlet filter is absent
   */
  static void open(ContainerRequestContext request, Call call, boolean ours, Endpoint endpoint) {
    if (request.getProperty(PROPERTY) != null) {
      return;
    }
    if (!ours || !endpoint.asynchronous()) {
      // a call that an earlier request has left on this thread is not the outer call
      Call before = CallScope.enter(call);
      request.setProperty(PROPERTY, new RequestCallScope(call, ours ? null : before));
    } else if (endpoint.woven()) {
      CallHandoff.put(call, endpoint.method());
      request.setProperty(PROPERTY, new RequestCallScope(call, null));
    }
  }

  /** Closes the request's scope if the scope is open. */
  static void close(ContainerRequestContext request) {
    if (request.getProperty(PROPERTY) instanceof RequestCallScope scope) {
      if (CallScope.current() == scope.call) {
        CallScope.leave(scope.outer);
      }
      CallHandoff.clear();
    }
  }
}
