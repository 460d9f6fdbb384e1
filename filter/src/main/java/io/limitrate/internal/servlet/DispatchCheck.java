package io.limitrate.internal.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks at the start that the dispatch of a waiting request is possible, and skips no filter: as
 * an error where WEB-INF/web.xml shows the mistake, as a warning for the filters whose mappings or
 * order this file does not show.
 */
final class DispatchCheck {
  private static final System.Logger LOG = System.getLogger(FilterRegistrationCheck.FILTER);
  private static final String OR_THREAD =
      ", or set the init-param queue of RateLimitFilter to thread";

  /** The containers' own filters for WebSocket handshakes, whose mappings nobody can change. */
  private static final Set<String> OF_CONTAINERS =
      Set.of(
          "org.apache.tomcat.websocket.server.WsFilter",
          "org.eclipse.jetty.ee10.websocket.servlet.WebSocketUpgradeFilter",
          "org.eclipse.jetty.ee11.websocket.servlet.WebSocketUpgradeFilter",
          "org.glassfish.tyrus.servlet.TyrusServletFilter",
          "io.undertow.websockets.jsr.JsrWebSocketFilter");

  private final String ours;
  private final ServletContext context;
  private final WebXml file;
  private final FilterChains chains;

  private DispatchCheck(FilterConfig config) {
    ours = config.getFilterName();
    context = config.getServletContext();
    file = WebXml.of(context);
    chains = new FilterChains(context, file.mappings());
  }

  /**
   * Checks the filter and all filters behind it.
   *
   * @throws ServletException when the filter is not asynchronous, or a filter is not mapped to
   *     ASYNC at a path where it is mapped to REQUEST
   */
  static void check(FilterConfig config) throws ServletException {
    DispatchCheck check = new DispatchCheck(config);
    check.checkDeclared();
    check.warnOfUnknown();
  }

  private void checkDeclared() throws ServletException {
    if (file.declares(ours) && !file.isAsynchronous(ours)) {
      throw new ServletException(
          place()
              + "does not support asynchronous requests, so no request can be dispatched at its"
              + " turn. Add <async-supported>true</async-supported> to the filter, and to the"
              + " other filters and the servlets of its paths"
              + OR_THREAD);
    }
    Set<String> skipped = chains.skippedFrom(ours);
    if (!skipped.isEmpty()) {
      throw new ServletException(
          place()
              + "a waiting request would skip the filters that are mapped to REQUEST and not to"
              + " ASYNC: "
              + String.join(", ", skipped)
              + ". Add <dispatcher>REQUEST</dispatcher><dispatcher>ASYNC</dispatcher> to their"
              + " filter-mappings"
              + OR_THREAD);
    }
  }

  private String place() {
    return "RateLimitFilter \"" + ours + "\", init-param queue \"dispatch\": ";
  }

  /**
   * Warns about filters that may be behind ours and whose dispatchers no API shows, because code or
   * a library added them; and about filters of the file that are not mapped to ASYNC, if the file
   * does not map our filter and so does not show which filters are behind ours.
   */
  private void warnOfUnknown() {
    FilterRegistration registration = context.getFilterRegistration(ours);
    FilterMapping mapping =
        registration == null
            ? new FilterMapping(ours, List.of("/*"), List.of(), List.of())
            : FilterMapping.of(registration);
    Set<String> unknown = new TreeSet<>();
    for (FilterRegistration filter : context.getFilterRegistrations().values()) {
      if (!FilterRegistrationCheck.FILTER.equals(filter.getClassName())
          && !OF_CONTAINERS.contains(filter.getClassName())
          && !file.maps(filter.getName())
          && chains.share(mapping, FilterMapping.of(filter))) {
        unknown.add(filter.getName());
      }
    }
    if (!file.maps(ours)) {
      unknown.addAll(chains.skippedAtPathsOf(mapping));
    }
    if (!unknown.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "The init-param queue is dispatch, and a waiting request skips each later filter that is"
              + " not mapped to ASYNC. WEB-INF/web.xml does not show whether it skips these"
              + " filters, so check their mappings and their order: {0}",
          String.join(", ", unknown));
    }
  }
}
