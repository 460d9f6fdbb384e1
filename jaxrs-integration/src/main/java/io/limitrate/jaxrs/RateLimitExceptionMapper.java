package io.limitrate.jaxrs;

import io.limitrate.RateLimitExceededException;
import io.limitrate.internal.jaxrs.Answer;
import io.limitrate.internal.jaxrs.OwnMapper;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Answers 429, as the JAX-RS feature does itself, when a woven method was rejected. Registered by
 * {@link RateLimitFeature}. Thread-safe.
 */
@Provider
public final class RateLimitExceptionMapper
    implements ExceptionMapper<RateLimitExceededException>, OwnMapper.Ours {
  @Context private @Nullable HttpHeaders headers;

  /** A mapper for the runtime to inject. */
  public RateLimitExceptionMapper() {}

  @Override
  public Response toResponse(RateLimitExceededException rejection) {
    String accept = headers == null ? null : headers.getHeaderString(HttpHeaders.ACCEPT);
    return Answer.of(Answer.application(), rejection.verdict(), accept);
  }
}
