package io.limitrate.internal.servlet.request;

import io.limitrate.internal.load.CallPath;
import io.limitrate.internal.routing.Route;
import io.limitrate.internal.routing.RuleTable;
import io.limitrate.internal.uri.RequestUri;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds the rules of a request, and the URI that the client sent, in each dispatch. */
public final class RequestUris {
  private RequestUris() {}

  /** Returns the policies and the login of the request's path and method. */
  static Route route(HttpServletRequest request, RuleTable rules) {
    return rules.route(
        request.getRequestURI(),
        request.getServletContext().getContextPath(),
        request.getServletPath(),
        request.getPathInfo(),
        request.getMethod());
  }

  public static RequestUri of(HttpServletRequest request) {
    return new RequestUri(
        request.getServerName(), path(request), request.getServletContext().getContextPath());
  }

  /** Reads the attribute of the dispatch, because the request has the path of the target. */
  private static String path(HttpServletRequest request) {
    @Nullable Object sent =
        switch (request.getDispatcherType()) {
          case FORWARD -> request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
          case ASYNC -> request.getAttribute(AsyncContext.ASYNC_REQUEST_URI);
          case ERROR -> request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
          case REQUEST, INCLUDE -> null;
        };
    return sent instanceof String path ? path : request.getRequestURI();
  }

  /** Returns the path that gives a request its class. */
  public static CallPath callPath(HttpServletRequest request) {
    String info = request.getPathInfo();
    return CallPath.of(
        request.getRequestURI(),
        request.getServletContext().getContextPath(),
        info == null ? request.getServletPath() : request.getServletPath() + info);
  }
}
