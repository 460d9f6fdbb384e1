package io.limitrate.jaxrs;

import io.limitrate.internal.jaxrs.Endpoints;
import io.limitrate.internal.jaxrs.Locators;
import io.limitrate.internal.jaxrs.PlainEndpoints;
import io.limitrate.internal.jaxrs.ServletEndpoints;
import io.limitrate.internal.jaxrs.Servlets;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Limits JAX-RS resource methods that carry {@link io.limitrate.annotation.RateLimited}, or whose
 * class, superclass or interface does, and answers 429.
 *
 * <p>Jersey and RESTEasy find it by themselves; elsewhere register it, or let the application scan
 * for providers. Being registered twice changes nothing. Methods of sub-resources are limited as
 * those of root resources are; sub-resource locators are not, unless they are woven.
 *
 * <p>A request is charged at priority {@value #PRIORITY}: after authentication and authorization,
 * so that the user is known and those who may not come in cost nothing, and before its entity is
 * read. Where {@link io.limitrate.servlet.RateLimitFilter} is in front, nothing is charged twice.
 *
 * <p>A method that carries {@link io.limitrate.annotation.LoginProtected} is a login attempt, right
 * after that. The username is its {@link io.limitrate.annotation.LoginUsername} parameter, or where
 * the login's {@code username} says; of the body at most 16 KiB are read for it, which the method
 * reads again. What came of the attempt is told by the response, as the login's {@code outcome}
 * says: 401 is a failure.
 *
 * <p>What is wrong with a resource's annotations stops the deployment with a {@link
 * io.limitrate.config.ConfigurationException}; a sub-resource's, which is not known before, the
 * first request.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public final class RateLimitFeature implements Feature {
  /** When requests are charged: {@link jakarta.ws.rs.Priorities#AUTHORIZATION} and a little. */
  public static final int PRIORITY = Endpoints.PRIORITY;

  /** A feature that finds the application's limiter itself. */
  public RateLimitFeature() {}

  @Override
  public boolean configure(FeatureContext context) {
    // By class: Jersey injects nothing into instances.
    Class<? extends Endpoints> endpoints =
        Servlets.present() ? ServletEndpoints.class : PlainEndpoints.class;
    if (context.getConfiguration().isRegistered(endpoints)) {
      return false;
    }
    context.register(endpoints);
    register(context, RateLimitExceptionMapper.class);
    register(context, LoginExceptionMapper.class);
    context.getConfiguration().getClasses().forEach(Locators::warn);
    return true;
  }

  /** The application's own mapper for the same exception goes before ours. */
  private static void register(FeatureContext context, Class<?> mapper) {
    if (!context.getConfiguration().isRegistered(mapper)) {
      context.register(mapper, Integer.MAX_VALUE);
    }
  }
}
