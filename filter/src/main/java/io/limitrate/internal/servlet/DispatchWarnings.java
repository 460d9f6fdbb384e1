package io.limitrate.internal.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;

/**
 * Warns once about mistakes that the Servlet API shows only at a request: a mapping without
 * REQUEST, and a dispatching queue without support for asynchronous requests. Thread-safe.
 */
final class DispatchWarnings {
  private static final System.Logger LOG = System.getLogger(FilterRegistrationCheck.FILTER);

  private volatile boolean mapped;
  private volatile boolean waiting;

  /** Checks the first dispatch of a request. */
  void firstDispatch(HttpServletRequest request) {
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

  /** Warns that a request waits on its thread although the queue is set to dispatch. */
  void waitsOnItsThread() {
    if (!waiting) {
      waiting = true;
      LOG.log(
          Level.WARNING,
          "The init-param queue is dispatch, but a request waits on its thread, because it does not"
              + " support asynchronous processing: add <async-supported>true</async-supported> to"
              + " RateLimitFilter, and to the other filters and the servlets of its paths");
    }
  }
}
