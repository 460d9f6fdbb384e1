package io.limitrate.internal.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;

/**
 * Warns once of what the Servlet API shows at a request only: a mapping without REQUEST, and a
 * queue that cannot dispatch. Thread-safe.
 */
final class DispatchWatch {
  private static final System.Logger LOG = System.getLogger(FilterRegistrationCheck.FILTER);

  private volatile boolean mapped;
  private volatile boolean waiting;

  /** The first dispatch of a request that comes to the filter. */
  void arrives(HttpServletRequest request) {
    if (!mapped) {
      mapped = true;
      DispatcherType type = request.getDispatcherType();
      if (type != DispatcherType.REQUEST) {
        LOG.log(
            Level.WARNING,
            "The first request came to RateLimitFilter by the dispatch {0} and not by REQUEST:"
                + " if the filter-mapping names dispatchers, add REQUEST, or nothing is limited",
            type);
      }
    }
  }

  /** A request waits on its thread although the queue should dispatch. */
  void waitsOnItsThread() {
    if (!waiting) {
      waiting = true;
      LOG.log(
          Level.WARNING,
          "The init-param queue is dispatch, but a request waits on its thread, because it does not"
              + " support asynchronous processing: add <async-supported>true</async-supported> to"
              + " RateLimitFilter, to all filters after it and to the servlet");
    }
  }
}
