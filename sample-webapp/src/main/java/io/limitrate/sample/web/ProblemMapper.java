package io.limitrate.sample.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Makes a problem of what a resource, or JAX-RS itself, rejects: 400, 401, 404, 405, 415. */
@Provider
public final class ProblemMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException exception) {
    Response response = exception.getResponse();
    String title = response.getStatusInfo().getReasonPhrase();
    String detail = String.valueOf(exception.getMessage());
    return Response.fromResponse(response)
        .type(Problem.MEDIA_TYPE)
        .entity(new Problem(title, response.getStatus(), detail))
        .build();
  }
}
