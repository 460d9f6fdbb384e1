package io.limitrate.internal.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks at the start that the dispatch of a waiting request is possible, and skips no filter: as
 * an error where WEB-INF/web.xml shows the mistake, as a warning for the filters that this file
 * does not declare.
 */
final class DispatchCheck {
  private static final System.Logger LOG = System.getLogger(FilterRegistrationCheck.FILTER);
  private static final String OR_THREAD =
      ", or set the init-param queue of RateLimitFilter to thread";

  private DispatchCheck() {}

  /**
   * Checks the filter and all filters behind it.
   *
   * @throws ServletException when the filter is not asynchronous, or a filter is not mapped to
   *     ASYNC
   */
  static void check(FilterConfig config) throws ServletException {
    String ours = config.getFilterName();
    Optional<WebXml> file = WebXml.of(config.getServletContext());
    if (file.isPresent() && file.get().declares(ours)) {
      checkDeclared(ours, file.get());
    }
    warnOfUnknown(ours, config.getServletContext(), file);
  }

  private static void checkDeclared(String ours, WebXml file) throws ServletException {
    if (!file.isAsynchronous(ours)) {
      throw new ServletException(
          place(ours)
              + "does not support asynchronous requests, so no request can be dispatched at its"
              + " turn. Add <async-supported>true</async-supported> to the filter, to all filters"
              + " after it and to the servlets"
              + OR_THREAD);
    }
    List<String> skipped = file.skippedFrom(ours);
    if (!skipped.isEmpty()) {
      throw new ServletException(
          place(ours)
              + "a waiting request would skip the filters that are mapped to REQUEST and not to"
              + " ASYNC: "
              + String.join(", ", skipped)
              + ". Add <dispatcher>REQUEST</dispatcher><dispatcher>ASYNC</dispatcher> to their"
              + " filter-mappings"
              + OR_THREAD);
    }
  }

  private static String place(String ours) {
    return "RateLimitFilter \"" + ours + "\", init-param queue \"dispatch\": ";
  }

  /** Warns about filters whose dispatchers no API shows, because code or a library added them. */
  private static void warnOfUnknown(String ours, ServletContext context, Optional<WebXml> file) {
    Set<String> unknown = new TreeSet<>(context.getFilterRegistrations().keySet());
    ConfigurationPlace.filters(context).forEach(filter -> unknown.remove(filter.getName()));
    unknown.remove(ours);
    file.ifPresent(known -> unknown.removeAll(known.asynchronous().keySet()));
    if (!unknown.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "The init-param queue is dispatch, and a waiting request skips each later filter that is"
              + " not mapped to ASYNC. These filters are not declared in WEB-INF/web.xml, so check"
              + " their mappings: {0}",
          String.join(", ", unknown));
    }
  }
}
