package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ApplicationCall;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of an application that is in no servlet container: clients have no address. Public
 * for the runtime, which makes it.
 */
public final class PlainEndpoints extends Endpoints {

  /** For the runtime. */
  public PlainEndpoints() {}

  @Override
  Application application() {
    return Application.current();
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
