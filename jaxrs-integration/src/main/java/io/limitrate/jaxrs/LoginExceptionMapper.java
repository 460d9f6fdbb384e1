package io.limitrate.jaxrs;

import io.limitrate.internal.jaxrs.ApplicationMapper;
import io.limitrate.internal.jaxrs.RejectionResponse;
import io.limitrate.login.LoginRejectedException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Answers 403, 429 or 503 when a woven method rejects a login attempt. The JAX-RS feature answers
 * in the same way. {@link RateLimitFeature} registers this mapper. An application names this class
 * only to configure providers itself. Thread-safe.
 */
@Provider
public final class LoginExceptionMapper
    implements ExceptionMapper<LoginRejectedException>, ApplicationMapper.LibraryMapper {
  @Context private @Nullable HttpHeaders headers;

  /** Creates a mapper. The runtime injects the fields. */
  public LoginExceptionMapper() {}

  @Override
  public Response toResponse(LoginRejectedException rejection) {
    String accept = headers == null ? null : headers.getHeaderString(HttpHeaders.ACCEPT);
    return RejectionResponse.of(
        RejectionResponse.application(), rejection, RejectionResponse.call(), accept);
  }
}
