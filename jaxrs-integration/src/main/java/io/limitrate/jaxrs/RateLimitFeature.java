package io.limitrate.jaxrs;

import io.limitrate.internal.application.ClassPresence;
import io.limitrate.internal.jaxrs.EndpointFeature;
import io.limitrate.internal.jaxrs.PlainEndpointFeature;
import io.limitrate.internal.jaxrs.ServletEndpointFeature;
import io.limitrate.internal.jaxrs.SubResourceLocators;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Limits JAX-RS resource methods with {@link io.limitrate.annotation.RateLimited} on the method,
 * the class, a superclass or an interface. Answers a rejected request with 429.
 *
 * <p>Jersey and RESTEasy find the feature automatically. In other runtimes, register the feature or
 * let the application scan for providers. A second registration has no effect. The feature limits
 * methods of sub-resources in the same way as methods of root resources. The feature does not limit
 * sub-resource locators; weaving does.
 *
 * <p>The feature charges a request at priority {@value #PRIORITY}, before the runtime reads the
 * entity. Authentication and authorization run before, so the user is known, and an unauthorized
 * request costs nothing. Behind {@link io.limitrate.servlet.RateLimitFilter} no policy is charged
 * twice.
 *
 * <p>A request to a method with {@link io.limitrate.annotation.LoginProtected} is then a login
 * attempt. The username is the {@link io.limitrate.annotation.LoginUsername} parameter; without
 * this parameter the login's {@code username} gives its place. The feature reads at most 16 KiB of
 * the body for the username; the method can read the body again. The login's {@code outcome}
 * determines the outcome from the response: by default 401 is a failure.
 *
 * <p>An error in a resource's annotations stops the deployment with a {@link
 * io.limitrate.config.ConfigurationException}. A sub-resource is unknown at the deployment, so an
 * error in its annotations ends the first request.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public final class RateLimitFeature implements Feature {
  /**
   * The priority at which the feature charges requests, just after {@link
   * jakarta.ws.rs.Priorities#AUTHORIZATION}.
   */
  public static final int PRIORITY = EndpointFeature.PRIORITY;

  /** Creates a feature for the current application. */
  public RateLimitFeature() {}

  @Override
  public boolean configure(FeatureContext context) {
    // registers the class, because Jersey injects nothing into instances
    Class<? extends EndpointFeature> endpoints =
        ClassPresence.SERVLET ? ServletEndpointFeature.class : PlainEndpointFeature.class;
    if (context.getConfiguration().isRegistered(endpoints)) {
      return false;
    }
    context.register(endpoints);
    register(context, RateLimitExceptionMapper.class);
    register(context, LoginExceptionMapper.class);
    context.getConfiguration().getClasses().forEach(SubResourceLocators::warn);
    return true;
  }

  /** Registers a mapper after the application's own mapper for the same exception. */
  private static void register(FeatureContext context, Class<?> mapper) {
    if (!context.getConfiguration().isRegistered(mapper)) {
      context.register(mapper, Integer.MAX_VALUE);
    }
  }
}
