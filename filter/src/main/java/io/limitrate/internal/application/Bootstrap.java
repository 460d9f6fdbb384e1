package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.yaml.Components;
import io.limitrate.internal.yaml.ConfigurationReader;
import io.limitrate.internal.yaml.Overrides;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Registers and ends deployments, and reads their configurations. Thread-safe. */
public final class Bootstrap {
  /** The name of the configuration file, at the root of the class path or in WEB-INF. */
  public static final String FILE = "limitrate.yaml";

  /** The value of {@link Configuration#origin} if there is no file. */
  public static final String NONE = "none";

  public static final String CLASS_PATH = "classpath:";

  /** The likeliest wrong name of the file. Limitrate rejects such a file instead of ignoring it. */
  public static final String MISTAKEN = "limitrate.yml";

  private Bootstrap() {}

  /** Registers the thread's application, before any of its code asks for the limiter. */
  public static void register(Deployment deployment) {
    Applications.register(deployment);
  }

  /**
   * Returns whether the thread's application has this deployment; false for the second of two
   * deployments with the same class loader.
   */
  public static boolean isCurrent(Deployment deployment) {
    return deployment.equals(Applications.deployment());
  }

  /**
   * Returns whether the program that embeds the container of the thread's application asked for a
   * limiter before its web applications existed.
   */
  public static boolean isEarly() {
    return Applications.isEarly();
  }

  /** Removes the deployment, and closes the limiter that was started for it. */
  public static void end(Deployment deployment) {
    Applications.end(deployment);
  }

  /** Removes the deployments of a limiter, and closes the limiter unless code has installed it. */
  public static void end(ApplicationRuntime runtime) {
    Applications.end(runtime);
  }

  /**
   * Returns the context path of the thread's application. Empty outside of a container; also empty
   * until the filter or the JAX-RS feature starts, in a container without servlet container
   * initializers.
   */
  public static Optional<ContextPath> contextPath() {
    return Optional.ofNullable(Applications.deployment()).map(Deployment::contextPath);
  }

  /** Reads the configuration on the class path; without a file, defaults and system properties. */
  static Configuration classPath(ClassLoader application, Components objects) {
    try (InputStream yaml = application.getResourceAsStream(FILE)) {
      if (yaml != null) {
        return read(yaml, CLASS_PATH + FILE, objects);
      }
      checkMistaken(application.getResource(MISTAKEN) != null, CLASS_PATH + MISTAKEN);
      MisplacedFile.onClassPath(
              place -> application.getResource(place.substring(CLASS_PATH.length())) != null)
          .ifPresent(Bootstrap::reject);
      return none(objects);
    } catch (IOException e) {
      throw new ConfigurationException(List.of(FILE + ": cannot be read: " + e.getMessage()));
    }
  }

  /**
   * Rejects a file with the likeliest wrong name.
   *
   * @throws ConfigurationException when the file exists
   */
  public static void checkMistaken(boolean exists, String place) {
    if (exists) {
      reject(place + ": must be named " + FILE);
    }
  }

  private static void reject(String message) {
    throw new ConfigurationException(List.of(message));
  }

  /** Returns the configuration of an application without a file: defaults and system properties. */
  static Configuration none(Components objects) {
    try {
      return read(InputStream.nullInputStream(), NONE, objects);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the origin of a configuration in words, for messages. */
  public static String origin(Configuration configuration) {
    if (configuration.isBuilt()) {
      return "configured by code of the application";
    }
    return configuration.origin().equals(NONE)
        ? "without a configuration file"
        : "configured by " + configuration.origin();
  }

  /** Reads a file, which overrides the defaults; system properties override the file. */
  public static Configuration read(InputStream yaml, String name) throws IOException {
    return read(yaml, name, Components.ofThread());
  }

  /**
   * Reads the configuration at a place, {@link #NONE} for no file.
   *
   * @param error creates an exception about the place from the rule that it breaks
   * @throws ConfigurationException when the file is missing or has errors; lists all errors
   */
  public static Configuration read(
      String place,
      ConfigurationFile file,
      Function<String, ConfigurationException> error,
      Components objects) {
    if (place.equals(NONE)) {
      return none(objects);
    }
    try (InputStream yaml = file.open()) {
      if (yaml == null) {
        throw error.apply("there is no such file");
      }
      return read(yaml, place, objects);
    } catch (IOException e) {
      throw error.apply("cannot be read: " + e.getMessage());
    }
  }

  /** A file that may be missing. */
  @FunctionalInterface
  public interface ConfigurationFile {
    /** Opens the file; returns {@code null} if there is none. */
    @Nullable InputStream open() throws IOException;
  }

  /** Does the same with objects that an earlier reading may have created. */
  public static Configuration read(InputStream yaml, String name, Components objects)
      throws IOException {
    Configuration defaults = Configuration.builder().build();
    Overrides overrides = new Overrides(properties(), contextPath().orElse(null));
    return ConfigurationReader.read(yaml, name, defaults, overrides, objects);
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      String value = System.getProperty(name);
      if (value != null && name.startsWith("limitrate") && !OperatorPlace.isNamedBy(name)) {
        properties.put(name, value);
      }
    }
    return properties;
  }
}
