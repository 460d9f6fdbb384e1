package io.limitrate.internal.jaxrs;

import io.limitrate.RateLimitExceededException;
import io.limitrate.login.LoginRejectedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Exception mappers as applications have them. */
final class Mappers {
  private Mappers() {}

  /** Has a body of its own, and leaves the headers to us. */
  public static final class Limit implements ExceptionMapper<RateLimitExceededException> {
    @Override
    public Response toResponse(RateLimitExceededException rejection) {
      return Response.status(429).type("text/plain").entity("slow down").build();
    }
  }

  /** Has a Retry-After of its own. */
  public static final class LaterLimit implements ExceptionMapper<RateLimitExceededException> {
    @Override
    public Response toResponse(RateLimitExceededException rejection) {
      return Response.status(503).header("Retry-After", "7").build();
    }
  }

  /** Answers rejected logins. */
  public static final class Login implements ExceptionMapper<LoginRejectedException> {
    @Override
    public Response toResponse(LoginRejectedException rejection) {
      return Response.status(429).entity("login " + rejection.login()).build();
    }
  }

  /** Answers whatever nobody else does. */
  public static final class CatchAll implements ExceptionMapper<Exception> {
    @Override
    public Response toResponse(Exception thrown) {
      return Response.status(500).entity("caught all").build();
    }
  }
}
