package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.declaration.LoginPlan;
import io.limitrate.internal.declaration.MethodPlan;
import io.limitrate.internal.servlet.request.HttpCall;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Providers;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Registers a request filter for every resource method. A method without limits has a filter too,
 * because the method may call limited methods.
 */
public abstract class EndpointFeature implements DynamicFeature {
  /**
   * The priority of the request filter, just after {@link jakarta.ws.rs.Priorities#AUTHORIZATION}.
   */
  public static final int PRIORITY = 2100;

  @Context private @Nullable Providers providers;

  /** Returns the application, and starts its limiter if necessary. */
  abstract Application application();

  /**
   * Returns the call that the servlet filter has created for the request, or {@code null} without
   * that filter.
   */
  abstract @Nullable ApplicationCall filtered();

  /** Creates a call for a request that has not passed the servlet filter. */
  abstract RequestCall unfiltered(ContainerRequestContext request);

  /** Returns the parameters that the container has read, possibly from a form. */
  abstract @Nullable Map<String, String[]> parameters();

  /** Returns the context path of the application; empty for the root. */
  abstract String contextPath();

  /**
   * Returns the call of a request. Prefers the servlet filter's call, which may be in a request
   * property, because properties may be the servlet request's attributes. CXF does not inject the
   * servlet request here, so the property is the only way.
   */
  final ApplicationCall call(ContainerRequestContext request) {
    if (request.getProperty(HttpCall.ATTRIBUTE) instanceof ApplicationCall call) {
      return call;
    }
    if (request.getProperty(ApplicationCall.ATTRIBUTE) instanceof ApplicationCall known) {
      return known;
    }
    ApplicationCall filtered = filtered();
    ApplicationCall call = filtered != null ? filtered : unfiltered(request);
    request.setProperty(ApplicationCall.ATTRIBUTE, call);
    return call;
  }

  /**
   * Returns the response to a rejection from the application's own mapper.
   *
   * @param ours the response when the application has no such mapper
   */
  final Response answer(RuntimeException rejection, Response ours) {
    return ApplicationMapper.answer(providers, rejection, ours);
  }

  /**
   * Adds a cookie to the response.
   *
   * @param elsewhere whether the current thread may differ from the request thread
   */
  void addCookie(ContainerResponseContext response, String text, boolean elsewhere) {
    response.getHeaders().add(HttpHeaders.SET_COOKIE, text);
  }

  /**
   * Registers the filters. Runtimes also call this method for methods of their own, which may have
   * no Java method.
   */
  @Override
  public final void configure(ResourceInfo resource, FeatureContext context) {
    @Nullable Class<?> type = resource.getResourceClass();
    @Nullable Method method = resource.getResourceMethod();
    if (type == null || method == null) {
      return;
    }
    SubResourceLocators.warn(type);
    MethodPlan plan = MethodPlan.of(type, method);
    Endpoint endpoint = Endpoint.of(type, method, plan);
    Application application = application();
    if (!plan.unlimited()) {
      application.policies(endpoint);
    }
    context.register(new RateLimitRequestFilter(this, endpoint), PRIORITY);
    LoginPlan.of(type, method)
        .ifPresent(login -> protect(endpoint, LoginEndpoint.of(type, method, login), context));
  }

  /**
   * Registers the login filter after the limits' filter, because a request that a limit rejects is
   * no attempt.
   */
  private void protect(Endpoint endpoint, LoginEndpoint login, FeatureContext context) {
    login.plan().guard(application());
    context.register(new LoginRequestFilter(this, endpoint, login), PRIORITY + 1);
  }
}
