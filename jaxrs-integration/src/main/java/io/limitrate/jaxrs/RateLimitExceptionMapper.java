package io.limitrate.jaxrs;

import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.jaxrs.ApplicationMapper;
import io.limitrate.internal.jaxrs.RejectionResponse;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Answers 429 when a woven method rejects a call. The JAX-RS feature answers in the same way.
 * {@link RateLimitFeature} registers this mapper. An application names this class only to configure
 * providers itself. Thread-safe.
 */
@Provider
public final class RateLimitExceptionMapper
    implements ExceptionMapper<RateLimitExceededException>, ApplicationMapper.LibraryMapper {
  @Context private @Nullable HttpHeaders headers;

  /** Creates a mapper. The runtime injects the fields. */
  public RateLimitExceptionMapper() {}

  @Override
  public Response toResponse(RateLimitExceededException rejection) {
    String accept = headers == null ? null : headers.getHeaderString(HttpHeaders.ACCEPT);
    return RejectionResponse.of(RejectionResponse.application(), rejection.verdict(), accept);
  }
}
