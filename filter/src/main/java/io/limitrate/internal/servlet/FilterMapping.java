package io.limitrate.internal.servlet;

import jakarta.servlet.FilterRegistration;
import java.util.List;

/**
 * A mapping of a filter (Servlet 6.0, section 6.2.4). Immutable.
 *
 * @param filter the name of the filter
 * @param urlPatterns the patterns of the paths; empty for a mapping to servlets
 * @param servlets the names of the servlets; {@code *} means each servlet
 * @param dispatchers the names of the dispatcher types; empty for REQUEST only
 */
record FilterMapping(
    String filter, List<String> urlPatterns, List<String> servlets, List<String> dispatchers) {

  /**
   * Returns the mapping of a registered filter, whose dispatchers the Servlet API does not show.
   */
  static FilterMapping of(FilterRegistration filter) {
    return new FilterMapping(
        filter.getName(),
        List.copyOf(filter.getUrlPatternMappings()),
        List.copyOf(filter.getServletNameMappings()),
        List.of());
  }

  /** Returns whether the filter is mapped to this path, or to the servlet that serves it. */
  boolean matches(String path, String servlet) {
    return urlPatterns.stream().anyMatch(pattern -> UrlPattern.matches(pattern, path))
        || servlets.contains(servlet)
        || servlets.contains("*");
  }

  boolean seesRequests() {
    return dispatchers.isEmpty() || dispatchers.contains("REQUEST");
  }

  boolean seesAsynchronousDispatches() {
    return dispatchers.contains("ASYNC");
  }
}
