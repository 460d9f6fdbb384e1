package io.limitrate.internal.servlet;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Bootstrap;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The place of a web application's configuration.
 *
 * @param name a path within the application, {@code classpath:} and a resource, a file, or {@code
 *     none}
 * @param named whether the init-param {@code config} of a filter names the place
 */
public record ConfigurationPlace(String name, boolean named) {
  public static final String PARAMETER = "config";

  /**
   * Returns the place that the filters of the application name, else the first default place that
   * has a file.
   *
   * @param config the place that a further filter names, if the container may not list this filter
   * @throws ConfigurationException when filters name different places
   */
  static ConfigurationPlace of(ServletContext context, @Nullable String config) {
    Set<String> named = named(context);
    if (config != null) {
      named.add(config.strip());
    }
    if (named.size() > 1) {
      throw new ConfigurationException(
          List.of(
              "init-param config of RateLimitFilter: must be the same for all filters of an"
                  + " application, because they share one limiter; found "
                  + String.join(", ", named)));
    }
    return named.isEmpty()
        ? new ConfigurationPlace(new ConfigurationFiles(context).usual(), false)
        : new ConfigurationPlace(named.iterator().next(), true);
  }

  private static Set<String> named(ServletContext context) {
    return filters(context).stream()
        .map(filter -> filter.getInitParameter(PARAMETER))
        .filter(Objects::nonNull)
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Returns the registrations of RateLimitFilter. Containers do not show registrations to listeners
   * of tag libraries and to listeners that code adds; then the result is empty.
   */
  static Collection<? extends FilterRegistration> filters(ServletContext context) {
    try {
      return context.getFilterRegistrations().values().stream()
          .filter(filter -> FilterRegistrationCheck.FILTER.equals(filter.getClassName()))
          .toList();
    } catch (UnsupportedOperationException e) {
      return List.of();
    }
  }

  boolean isNone() {
    return name.equals(Bootstrap.NONE);
  }
}
