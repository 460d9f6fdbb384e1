package io.limitrate.internal.servlet;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.application.ApplicationRuntime;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.internal.application.Deployment;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.yaml.Components;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The deployment of a web application. The filters of the application name its configuration.
 * Public for limitrate-jaxrs.
 */
public final class WebDeployment implements Deployment {
  /**
   * The attribute that identifies the application, because containers and JAX-RS runtimes wrap one
   * context in several objects.
   */
  private static final String IDENTITY = "io.limitrate.deployment";

  private final ServletContext context;
  private final Object identity;
  private final @Nullable String config;

  /**
   * Creates a deployment.
   *
   * @param config the init-param {@code config} of the calling filter; {@code null} if the caller
   *     is not a filter
   */
  public WebDeployment(ServletContext context, @Nullable String config) {
    this.context = context;
    this.identity = identity(context);
    this.config = config;
  }

  private static synchronized Object identity(ServletContext context) {
    if (context.getAttribute(IDENTITY) == null) {
      context.setAttribute(IDENTITY, new Object());
    }
    return context.getAttribute(IDENTITY);
  }

  /**
   * Returns the limiter of a web application, and starts it if necessary.
   *
   * @throws ConfigurationException when the configuration has errors, or would be ignored because
   *     another limiter was started before
   * @throws IllegalStateException when a filter of the application has logged these errors
   */
  public static ApplicationRuntime runtime(ServletContext context) {
    try {
      return new WebDeployment(context, null).runtime();
    } catch (ConfigurationException e) {
      throw StartFailure.summarize(context, e);
    }
  }

  /** Returns the limiter, and starts it if necessary. Closes a started limiter if a check fails. */
  public ApplicationRuntime runtime() {
    ApplicationRuntime runtime = ApplicationRuntime.of(this);
    try {
      check(runtime);
      return runtime;
    } catch (ConfigurationException e) {
      if (Bootstrap.isCurrent(this)) {
        Bootstrap.end(runtime);
      }
      throw e;
    }
  }

  @Override
  public ContextPath contextPath() {
    return new ContextPath(context.getContextPath());
  }

  @Override
  public Configuration read(Components objects) {
    ConfigurationPlace place = place();
    if (isUnconfigured(place)) {
      misplaced()
          .ifPresent(
              message -> {
                throw new ConfigurationException(List.of(message));
              });
    }
    return new ConfigurationFiles(context).read(place, objects);
  }

  @Override
  public Optional<Path> file() {
    return new ConfigurationFiles(context).file(place());
  }

  /** Returns the message about a configuration file at a place that Limitrate does not read. */
  public Optional<String> misplaced() {
    return new ConfigurationFiles(context).misplaced();
  }

  /** Returns whether no filter names a configuration and no default place has a file. */
  public boolean isUnconfigured() {
    return isUnconfigured(place());
  }

  private static boolean isUnconfigured(ConfigurationPlace place) {
    return place.isNone() && !place.named();
  }

  private ConfigurationPlace place() {
    return ConfigurationPlace.of(context, config);
  }

  /**
   * Rejects a limiter that ignores the application's configuration. Accepts a limiter that the
   * application's code has started from a file, unless a filter names another file.
   */
  public void check(ApplicationRuntime runtime) {
    ConfigurationPlace place = place();
    Configuration other = runtime.application().configuration();
    if (runtime.starter().isPresent() && !Bootstrap.isCurrent(this)) {
      throw conflict(place, shared(other));
    }
    if (place.name().equals(other.origin())) {
      return;
    }
    if (runtime.starter().isPresent()) {
      throw conflict(place, started(runtime.starter().get(), other));
    }
    if (place.named() || (other.isBuilt() && !place.isNone())) {
      throw conflict(place, installed(other));
    }
  }

  private static String shared(Configuration other) {
    return "the application "
        + Bootstrap.contextPath().orElse(ContextPath.ROOT).name()
        + " has the same class loader and has started the limiter "
        + Bootstrap.origin(other)
        + ". Give each application a class loader of its own";
  }

  private static String started(String starter, Configuration other) {
    return starter
        + " asked for the limiter before the container had announced the application, so it was"
        + " started "
        + Bootstrap.origin(other)
        + ". Name the file limitrate.yaml and put it on the class path (src/main/resources), or"
        + " ask for the limiter later";
  }

  private static String installed(Configuration other) {
    return "the application has started its own limiter, "
        + Bootstrap.origin(other)
        + ". Remove one of the two";
  }

  private static ConfigurationException conflict(ConfigurationPlace place, String why) {
    return new ConfigurationException(
        List.of("configuration " + place.name() + ": would be ignored, because " + why));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WebDeployment web && web.identity == identity;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(identity);
  }
}
