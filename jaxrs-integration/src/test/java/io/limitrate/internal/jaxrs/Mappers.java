package io.limitrate.internal.jaxrs;

import io.limitrate.RateLimitExceededException;
import io.limitrate.login.LoginRejectedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Exception mappers of applications. */
final class Mappers {
  private Mappers() {}

  /** Writes a body and leaves the headers to the library. */
  public static final class Limit implements ExceptionMapper<RateLimitExceededException> {
    @Override
    public Response toResponse(RateLimitExceededException rejection) {
      return Response.status(429).type("text/plain").entity("slow down").build();
    }
  }

  /** Writes its own Retry-After. */
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

  /** Answers exceptions that have no other mapper. */
  public static final class CatchAll implements ExceptionMapper<Exception> {
    @Override
    public Response toResponse(Exception thrown) {
      return Response.status(500).entity("caught all").build();
    }
  }
}
