package io.limitrate.internal.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Rejects declarations of the filter, in web.xml or by code, that have no effect. */
public final class FilterRegistrationCheck {
  /** The class name of the filter, and the name of its logger. */
  static final String FILTER = "io.limitrate.servlet.RateLimitFilter";

  /** The init-param that sets where delayed requests wait. */
  public static final String QUEUE = "queue";

  /** The value of the init-param that lets a waiting request hold no thread. */
  public static final String DISPATCH = "dispatch";

  private static final System.Logger LOG = System.getLogger(FILTER);
  private static final Set<String> PARAMETERS =
      new TreeSet<>(List.of(ConfigurationPlace.PARAMETER, QUEUE));

  private FilterRegistrationCheck() {}

  /**
   * Rejects a filter without a mapping, unknown init-params, and a dispatch that is not possible.
   *
   * @throws ServletException when the declaration is wrong; the message says how to correct it
   */
  public static void check(FilterConfig config) throws ServletException {
    for (String name : Collections.list(config.getInitParameterNames())) {
      if (!PARAMETERS.contains(name)) {
        throw new ServletException(
            place(config)
                + "init-param \""
                + name
                + "\": unknown, known here are "
                + String.join(", ", PARAMETERS));
      }
    }
    checkMapping(config);
    if (DISPATCH.equals(config.getInitParameter(QUEUE))) {
      DispatchCheck.check(config);
    }
    warnOfQueues(config.getServletContext());
  }

  private static void checkMapping(FilterConfig config) throws ServletException {
    for (FilterRegistration filter : ConfigurationPlace.filters(config.getServletContext())) {
      if (filter.getName().equals(config.getFilterName())
          && filter.getUrlPatternMappings().isEmpty()
          && filter.getServletNameMappings().isEmpty()) {
        throw new ServletException(
            place(config)
                + "is declared and not mapped, so no request passes through the filter. Add a"
                + " filter-mapping with the url-pattern /*, or remove the filter");
      }
    }
  }

  private static String place(FilterConfig config) {
    return "RateLimitFilter \"" + config.getFilterName() + "\": ";
  }

  private static void warnOfQueues(ServletContext context) {
    Set<String> modes = new TreeSet<>();
    for (FilterRegistration filter : ConfigurationPlace.filters(context)) {
      modes.add(Objects.requireNonNullElse(filter.getInitParameter(QUEUE), "thread"));
    }
    if (modes.size() > 1) {
      LOG.log(
          Level.WARNING,
          "The init-param queue differs between the RateLimitFilters of this application ({0}): a"
              + " request waits as the first filter that it meets says",
          String.join(", ", modes));
    }
  }
}
