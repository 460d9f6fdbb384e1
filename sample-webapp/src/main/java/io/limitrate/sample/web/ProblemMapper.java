package io.limitrate.sample.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns exceptions of resources and of JAX-RS itself into problems: 400, 401, 404, 405, 415. */
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
