package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.application.ApplicationRuntime;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The feature of an application outside of a servlet container. Clients have no address. Public,
 * because the runtime creates the instance.
 */
public final class PlainEndpointFeature extends EndpointFeature {

  /** Creates the feature. The runtime calls this constructor. */
  public PlainEndpointFeature() {}

  @Override
  Application application() {
    return ApplicationRuntime.current(PlainEndpointFeature.class).application();
  }

  @Override
  @Nullable ApplicationCall filtered() {
    return null;
  }

  @Override
  RequestCall unfiltered(ContainerRequestContext request) {
    return new RequestCall(application(), request, null, null, contextPath());
  }

  @Override
  @Nullable Map<String, String[]> parameters() {
    return null;
  }

  @Override
  String contextPath() {
    return "";
  }
}
