package io.limitrate.internal.servlet;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.internal.application.OperatorPlace;
import io.limitrate.internal.path.ContextPath;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The place of a web application's configuration.
 *
 * @param name a path within the application, {@code classpath:} and a resource, a file, or {@code
 *     none}
 * @param setting the property, the variable or the init-param that names the place; empty for a
 *     default place
 */
public record ConfigurationPlace(String name, String setting) {
  public static final String PARAMETER = "config";

  /**
   * Returns the place that the operator names, else the place that the filters of the application
   * name, else the first default place that has a file.
   *
   * @param config the place that a further filter names, if the container may not list this filter
   * @throws ConfigurationException when filters name different places
   */
  static ConfigurationPlace of(ServletContext context, @Nullable String config) {
    Optional<OperatorPlace> place = OperatorPlace.find(new ContextPath(context.getContextPath()));
    return place.isPresent()
        ? new ConfigurationPlace(place.get().name(), place.get().setting())
        : ofApplication(context, config);
  }

  private static ConfigurationPlace ofApplication(ServletContext context, @Nullable String config) {
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
        ? new ConfigurationPlace(new ConfigurationFiles(context).usual(), "")
        : new ConfigurationPlace(named.iterator().next(), PARAMETER);
  }

  private static Set<String> named(ServletContext context) {
    Set<String> named = new TreeSet<>();
    for (FilterRegistration filter : filters(context)) {
      String place = filter.getInitParameter(PARAMETER);
      if (place != null) {
        named.add(place.strip());
      }
    }
    return named;
  }

  /**
   * Returns the registrations of RateLimitFilter. Containers do not show registrations to listeners
   * of tag libraries and to listeners that code adds; then the result is empty.
   */
  static List<FilterRegistration> filters(ServletContext context) {
    try {
      List<FilterRegistration> filters = new ArrayList<>();
      for (FilterRegistration filter : context.getFilterRegistrations().values()) {
        if (FilterRegistrationCheck.FILTER.equals(filter.getClassName())) {
          filters.add(filter);
        }
      }
      return filters;
    } catch (UnsupportedOperationException e) {
      return List.of();
    }
  }

  /** Returns whether somebody names the place, so that it is no default place. */
  boolean named() {
    return !setting.isEmpty();
  }

  /** Returns an error of the file at this place. */
  ConfigurationException error(String rule) {
    return new ConfigurationException(
        List.of((named() ? setting : PARAMETER) + " \"" + name + "\": " + rule));
  }

  boolean isNone() {
    return name.equals(Bootstrap.NONE);
  }
}
