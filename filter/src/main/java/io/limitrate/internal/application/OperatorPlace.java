package io.limitrate.internal.application;

import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.path.ContextPath;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of the configuration that the operator names, outside of the application: by the system
 * property {@code limitrate[/shop].config} for one application, else by the system property {@code
 * limitrate.config}, else by the environment variable {@code LIMITRATE_CONFIG}.
 *
 * @param name the place: a file, or any other place that the init-param {@code config} can name
 * @param setting the property or the variable, for messages
 */
public record OperatorPlace(String name, String setting) {
  private static final String VARIABLE = "LIMITRATE_CONFIG";
  private static final Pattern PROPERTY = Pattern.compile("limitrate(\\[[^\\[\\]]*])?\\.config");

  /**
   * Returns the place that the operator of an application names.
   *
   * @throws ConfigurationException when a property or the variable is empty
   */
  public static Optional<OperatorPlace> find(ContextPath application) {
    return find(application, System::getProperty, System::getenv);
  }

  static Optional<OperatorPlace> find(
      ContextPath application,
      UnaryOperator<@Nullable String> property,
      UnaryOperator<@Nullable String> variable) {
    String ofOne = "limitrate[" + application.name() + "].config";
    String ofAll = "limitrate.config";
    OperatorPlace one = of(property.apply(ofOne), "system property " + ofOne);
    OperatorPlace all = of(property.apply(ofAll), "system property " + ofAll);
    OperatorPlace machine = of(variable.apply(VARIABLE), "environment variable " + VARIABLE);
    return Optional.ofNullable(one != null ? one : all != null ? all : machine);
  }

  private static @Nullable OperatorPlace of(@Nullable String name, String setting) {
    if (name == null) {
      return null;
    }
    if (name.isBlank()) {
      throw new ConfigurationException(
          List.of(setting + ": must name the file of the configuration, and is empty"));
    }
    return new OperatorPlace(name.strip(), setting);
  }

  /** Returns whether a system property names the place, and so sets no value of the file. */
  static boolean isNamedBy(String property) {
    return PROPERTY.matcher(property).matches();
  }

  /** Returns the regular file of this name; empty if there is none. */
  public static Optional<Path> file(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
