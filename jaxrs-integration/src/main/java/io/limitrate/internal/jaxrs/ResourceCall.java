package io.limitrate.internal.jaxrs;

import io.limitrate.internal.application.ApplicationCall;
import io.limitrate.internal.declaration.AnnotatedCall;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jspecify.annotations.Nullable;

/** A call of a resource method before the runtime invokes the method. */
final class ResourceCall extends AnnotatedCall {
  private final Endpoint endpoint;
  private final ContainerRequestContext request;

  /**
   * Creates a call with the arguments that can be read from the request.
   *
   * @throws IllegalArgumentException when the argument of a cost parameter is negative
   */
  ResourceCall(Endpoint endpoint, ContainerRequestContext request, ApplicationCall call) {
    super(endpoint.plan(), endpoint.arguments(request), call.application(), call);
    this.endpoint = endpoint;
    this.request = request;
  }

  @Override
  public @Nullable String pathVariable(String name) {
    return request.getUriInfo().getPathParameters().getFirst(name);
  }

  @Override
  public String endpoint() {
    return endpoint.name();
  }
}
