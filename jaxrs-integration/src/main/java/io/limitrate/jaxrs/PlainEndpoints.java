package io.limitrate.jaxrs;

import io.limitrate.runtime.ApplicationCall;
import io.limitrate.runtime.Limitrate;
import jakarta.ws.rs.container.ContainerRequestContext;

/**
 * The endpoints of an application that is in no servlet container: clients have no address. Public
 * for the runtime, which makes it.
 */
public final class PlainEndpoints extends Endpoints {

  /** For the runtime. */
  public PlainEndpoints() {}

  @Override
  Limitrate application() {
    return Limitrate.current();
  }

  @Override
  ApplicationCall call(ContainerRequestContext request) {
    return new RequestCall(application(), request, null, null);
  }
}
