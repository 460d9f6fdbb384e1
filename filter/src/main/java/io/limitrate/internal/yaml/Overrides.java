package io.limitrate.internal.yaml;

import io.limitrate.config.Configuration;
import io.limitrate.config.ContextPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * System properties that are laid over the settings of a file.
 *
 * @param properties those that begin with {@code limitrate.}, or with {@code limitrate[} and the
 *     context path of an application; others are left alone
 * @param contextPath the context path of this application; {@code null} where it is no web
 *     application, or is not known, which counts as the root
 */
public record Overrides(Map<String, String> properties, @Nullable ContextPath contextPath) {
  /** No properties. */
  public static final Overrides NONE = new Overrides(Map.of(), null);

  /** Copies the properties. */
  public Overrides {
    properties = Map.copyOf(properties);
  }

  /** The names of the system properties that set a value of a configuration, never the values. */
  public static List<String> of(Configuration configuration) {
    return configuration.source().properties();
  }

  /** The name that a property for this application alone has in brackets. */
  String application() {
    return (contextPath == null ? ContextPath.ROOT : contextPath).name();
  }
}
