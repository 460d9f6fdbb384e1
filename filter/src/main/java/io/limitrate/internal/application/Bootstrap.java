package io.limitrate.internal.application;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.ContextPath;
import io.limitrate.internal.routing.RuleReview;
import io.limitrate.internal.yaml.ConfigurationReader;
import io.limitrate.internal.yaml.Overrides;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the context path and the configuration of an application. */
public final class Bootstrap {
  /** The file's name, at the root of the class path or in WEB-INF. */
  public static final String FILE = "limitrate.yaml";

  /** What {@link Configuration#origin} says where there is no file. */
  public static final String NONE = "none";

  static final String CLASS_PATH = "classpath:";

  /** The likeliest wrong name of the file, which nobody would read. */
  public static final String MISTAKEN = "limitrate.yml";

  private Bootstrap() {}

  /** Makes the thread's application known, before any of its code asks for the limiter. */
  public static void register(Deployment deployment) {
    Applications.register(deployment);
  }

  /**
   * Whether the thread's application is this deployment. It is another one where two deployments
   * have one class loader.
   */
  public static boolean isCurrent(Deployment deployment) {
    return deployment.equals(Applications.deployment());
  }

  /**
   * Whether the program that embeds the container of the thread's application has asked for a
   * limiter before any of its web applications existed.
   */
  public static boolean isEarly() {
    return Applications.isEarly();
  }

  /** Forgets the deployment, and closes the limiter that was started for it. */
  public static void end(Deployment deployment) {
    Applications.end(deployment);
  }

  /** Forgets the application of a limiter, and closes the limiter if it was started for it. */
  public static void end(Application limitrate) {
    Applications.end(limitrate);
  }

  /**
   * The context path of the thread's application. Empty outside of a container, and in one that
   * runs no servlet container initializer until the filter or the JAX-RS feature starts.
   */
  public static Optional<ContextPath> contextPath() {
    return Optional.ofNullable(Applications.deployment()).map(Deployment::contextPath);
  }

  /** The configuration on the class path, or the defaults under the system properties. */
  public static Configuration classPath(ClassLoader application) {
    try (InputStream yaml = application.getResourceAsStream(FILE)) {
      if (yaml != null) {
        return read(yaml, CLASS_PATH + FILE);
      }
      checkMistaken(application.getResource(MISTAKEN) != null, CLASS_PATH + MISTAKEN);
      MisplacedFile.onClassPath(
              place -> application.getResource(place.substring(CLASS_PATH.length())) != null)
          .ifPresent(Bootstrap::reject);
      return none();
    } catch (IOException e) {
      throw new ConfigurationException(List.of(FILE + ": cannot be read: " + e.getMessage()));
    }
  }

  /**
   * Rejects the likeliest wrong name of the file, which nobody would read.
   *
   * @throws ConfigurationException when it exists
   */
  public static void checkMistaken(boolean exists, String place) {
    if (exists) {
      reject(place + ": must be named " + FILE);
    }
  }

  private static void reject(String message) {
    throw new ConfigurationException(List.of(message));
  }

  /** The configuration of an application without a file: what system properties say. */
  public static Configuration none() {
    try {
      return read(InputStream.nullInputStream(), NONE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says in words where a configuration comes from. */
  public static String origin(Configuration configuration) {
    if (configuration.isBuilt()) {
      return "configured by code of the application";
    }
    return configuration.origin().equals(NONE)
        ? "without a configuration file"
        : "configured by " + configuration.origin();
  }

  /** Reads a configuration over the defaults and under the system properties. */
  public static Configuration read(InputStream yaml, String name) throws IOException {
    Configuration defaults = Configuration.builder().build();
    Overrides overrides = new Overrides(properties(), contextPath().orElse(null));
    return ConfigurationReader.read(yaml, name, defaults, overrides, new RuleReview());
  }

  private static Map<String, String> properties() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("limitrate"))
        .collect(Collectors.toMap(name -> name, System::getProperty));
  }
}
