package io.limitrate.internal.yaml;

import io.limitrate.config.Configuration;
import io.limitrate.internal.path.ContextPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The system properties that override the settings of a file.
 *
 * @param properties all system properties; the reader uses those that begin with {@code
 *     limitrate.}, or with {@code limitrate[} and a context path
 * @param contextPath the context path of this application; {@code null} when the application is no
 *     web application or the path is unknown, which counts as the root
 */
public record Overrides(Map<String, String> properties, @Nullable ContextPath contextPath) {
  /** No properties. */
  public static final Overrides NONE = new Overrides(Map.of(), null);

  /** Copies the properties. */
  public Overrides {
    properties = Map.copyOf(properties);
  }

  /**
   * Returns the names of the system properties that set a value of a configuration. Never returns
   * the values.
   */
  public static List<String> of(Configuration configuration) {
    return configuration.source().properties();
  }

  /** Returns the name in the brackets of a property for this application alone. */
  String application() {
    return (contextPath == null ? ContextPath.ROOT : contextPath).name();
  }
}
