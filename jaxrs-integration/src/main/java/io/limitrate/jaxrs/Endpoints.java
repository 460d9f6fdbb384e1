package io.limitrate.jaxrs;

import io.limitrate.annotation.MethodPlan;
import io.limitrate.runtime.ApplicationCall;
import io.limitrate.runtime.Limitrate;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Puts a gate in front of every resource method that is limited. */
abstract class Endpoints implements DynamicFeature {

  /** The application's limiter, started if need be. */
  abstract Limitrate application();

  /** The call of a request, the servlet filter's where there is one. */
  abstract ApplicationCall call(ContainerRequestContext request);

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
    if (!plan.unlimited()) {
      Endpoint endpoint = Endpoint.of(type, method, plan);
      application().policies(endpoint);
      context.register(new Gate(this, endpoint), RateLimitFeature.PRIORITY);
    }
  }
}
