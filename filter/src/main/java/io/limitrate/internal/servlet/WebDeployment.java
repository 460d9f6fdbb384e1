package io.limitrate.internal.servlet;

import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.ContextPath;
import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.Bootstrap;
import io.limitrate.internal.application.Deployment;
import jakarta.servlet.ServletContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A web application, whose configuration is the one that its filters name. Public for
 * limitrate-jaxrs.
 */
public final class WebDeployment implements Deployment {
  /** An attribute, because containers and JAX-RS runtimes wrap one context in several objects. */
  private static final String IDENTITY = "io.limitrate.deployment";

  private final ServletContext context;
  private final Object identity;
  private final @Nullable String config;

  /**
   * A web application.
   *
   * @param config the init-param of the filter that asks; {@code null} for that of any filter
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
   * The limiter of a web application, started if need be.
   *
   * @throws ConfigurationException when it has errors, or another limiter was started before
   * @throws IllegalStateException when a filter of the application has logged these errors
   */
  public static Application limitrate(ServletContext context) {
    try {
      return new WebDeployment(context, null).limitrate();
    } catch (ConfigurationException e) {
      throw StartFailure.summarize(context, e);
    }
  }

  /** The limiter; one that was started for this application ends if it cannot be used. */
  public Application limitrate() {
    Application limitrate = Application.of(this);
    try {
      check(limitrate);
      return limitrate;
    } catch (ConfigurationException e) {
      if (Bootstrap.isCurrent(this)) {
        Bootstrap.end(limitrate);
      }
      throw e;
    }
  }

  @Override
  public ContextPath contextPath() {
    return new ContextPath(context.getContextPath());
  }

  @Override
  public Configuration read() {
    ConfigurationPlace place = place();
    if (isUnconfigured(place)) {
      misplaced()
          .ifPresent(
              message -> {
                throw new ConfigurationException(List.of(message));
              });
    }
    return new ConfigurationFiles(context).read(place);
  }

  /** The message about a file of the application at a place where Limitrate does not read it. */
  public Optional<String> misplaced() {
    return new ConfigurationFiles(context).misplaced();
  }

  /** Whether neither a filter nor a file says what to limit. */
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
   * Rejects a limiter that knows nothing of the application's configuration. One that the
   * application's code has started from a file is taken to be what the application wants.
   */
  public void check(Application limitrate) {
    ConfigurationPlace place = place();
    Configuration other = limitrate.configuration();
    if (limitrate.starter().isPresent() && !Bootstrap.isCurrent(this)) {
      throw conflict(place, shared(other));
    }
    if (place.name().equals(other.origin())) {
      return;
    }
    if (limitrate.starter().isPresent()) {
      throw conflict(place, started(limitrate.starter().get(), other));
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
        + ". Name the file limitrate.yaml and put it on the class path (src/main/resources), where"
        + " everybody finds it, or ask later";
  }

  private static String installed(Configuration other) {
    return "the application has started a limiter of its own, "
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
