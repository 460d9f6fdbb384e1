package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.declaration.LoginPlan;
import io.limitrate.internal.declaration.MethodPlan;
import io.limitrate.internal.servlet.HttpCall;
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
 * Puts a gate in front of every resource method. One that is not limited may call methods that are.
 */
public abstract class Endpoints implements DynamicFeature {
  /** When requests are charged: {@link jakarta.ws.rs.Priorities#AUTHORIZATION} and a little. */
  public static final int PRIORITY = 2100;

  @Context private @Nullable Providers providers;

  /** The application's limiter, started if need be. */
  abstract Application application();

  /** The call that the servlet filter has made of the request; {@code null} without that filter. */
  abstract @Nullable ApplicationCall filtered();

  /** A call for a request that no filter of ours has seen. */
  abstract RequestCall unfiltered(ContainerRequestContext request);

  /** The parameters that the container has read, which may be a form's. */
  abstract @Nullable Map<String, String[]> parameters();

  /** The application's path; empty for the root's. */
  abstract String contextPath();

  /**
   * The call of a request, the servlet filter's where there is one. Properties may be the servlet
   * request's attributes: on CXF that is the only way to it, which injects no request here.
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
   * The answer to a rejection: that of the application's own mapper, where it has one.
   *
   * @param ours the answer where it has none
   */
  final Response answer(RuntimeException rejection, Response ours) {
    return OwnMapper.answer(providers, rejection, ours);
  }

  /**
   * Adds a cookie to the response.
   *
   * @param elsewhere whether this may be another thread than the request's
   */
  void addCookie(ContainerResponseContext response, String text, boolean elsewhere) {
    response.getHeaders().add(HttpHeaders.SET_COOKIE, text);
  }

  /** Runtimes also ask for methods of their own, which may have no Java method. */
  @Override
  public final void configure(ResourceInfo resource, FeatureContext context) {
    @Nullable Class<?> type = resource.getResourceClass();
    @Nullable Method method = resource.getResourceMethod();
    if (type == null || method == null) {
      return;
    }
    Locators.warn(type);
    MethodPlan plan = MethodPlan.of(type, method);
    Endpoint endpoint = Endpoint.of(type, method, plan);
    Application application = application();
    if (!plan.unlimited()) {
      application.policies(endpoint);
    }
    context.register(new Gate(this, endpoint), PRIORITY);
    LoginPlan.of(type, method)
        .ifPresent(login -> protect(endpoint, LoginEndpoint.of(type, method, login), context));
  }

  /** After its limits, for a request that they reject is no attempt. */
  private void protect(Endpoint endpoint, LoginEndpoint login, FeatureContext context) {
    login.plan().guard(application());
    context.register(new LoginGate(this, endpoint, login), PRIORITY + 1);
  }
}
