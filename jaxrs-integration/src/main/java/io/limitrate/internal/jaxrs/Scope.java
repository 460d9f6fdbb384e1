package io.limitrate.internal.jaxrs;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.internal.aspect.CallHandoff;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** Lets woven methods find a request's call while its resource method runs, and then no more. */
final class Scope {
  private static final String PROPERTY = Scope.class.getName();

  private final Call call;
  private final @Nullable Call outer;

  private Scope(Call call, @Nullable Call outer) {
    this.call = call;
    this.outer = outer;
  }

  /**
   * Opens the request's scope, unless that is open already.
   *
   * <p>Behind the servlet filter, that one cleans up; otherwise our response filter does, which for
   * an asynchronous method runs on whatever thread: there only the resource method itself is told.
   *
   * @param ours whether no servlet filter is there
   */
  static void open(ContainerRequestContext request, Call call, boolean ours, Endpoint endpoint) {
    if (request.getProperty(PROPERTY) != null) {
      return;
    }
    if (!ours || !endpoint.asynchronous()) {
      // What an earlier request may have left on this thread is not our outer call.
      Call before = CallScope.enter(call);
      request.setProperty(PROPERTY, new Scope(call, ours ? null : before));
    } else if (endpoint.woven()) {
      CallHandoff.put(call, endpoint.method());
      request.setProperty(PROPERTY, new Scope(call, null));
    }
  }

  /** Closes the request's scope, if it is open. */
  static void close(ContainerRequestContext request) {
    if (request.getProperty(PROPERTY) instanceof Scope scope) {
      if (CallScope.current() == scope.call) {
        CallScope.leave(scope.outer);
      }
      CallHandoff.clear();
    }
  }
}
