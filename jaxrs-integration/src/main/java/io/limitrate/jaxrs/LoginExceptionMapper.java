package io.limitrate.jaxrs;

import io.limitrate.internal.jaxrs.Answer;
import io.limitrate.internal.jaxrs.OwnMapper;
import io.limitrate.login.LoginRejectedException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Answers 403, 429 or 503, as the JAX-RS feature does itself, when a woven method was rejected as a
 * login attempt. Registered by {@link RateLimitFeature}. Thread-safe.
 */
@Provider
public final class LoginExceptionMapper
    implements ExceptionMapper<LoginRejectedException>, OwnMapper.Ours {
  @Context private @Nullable HttpHeaders headers;

  /** A mapper for the runtime to inject. */
  public LoginExceptionMapper() {}

  @Override
  public Response toResponse(LoginRejectedException rejection) {
    String accept = headers == null ? null : headers.getHeaderString(HttpHeaders.ACCEPT);
    return Answer.of(Answer.application(), rejection, Answer.call(), accept);
  }
}
