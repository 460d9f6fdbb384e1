package io.limitrate.jaxrs;

import io.limitrate.Call;
import io.limitrate.CallScope;
import io.limitrate.login.LoginRefusedException;
import io.limitrate.runtime.ApplicationCall;
import io.limitrate.runtime.Limitrate;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Answers 403, 429 or 503, as the JAX-RS feature does itself, when a woven method was refused as a
 * login attempt. Registered by {@link RateLimitFeature}. Thread-safe.
 */
@Provider
public final class LoginExceptionMapper implements ExceptionMapper<LoginRefusedException> {
  @Context private @Nullable HttpHeaders headers;

  /** A mapper for the runtime to inject. */
  public LoginExceptionMapper() {}

  @Override
  public Response toResponse(LoginRefusedException refusal) {
    String accept = headers == null ? null : headers.getHeaderString(HttpHeaders.ACCEPT);
    Call call = CallScope.current();
    Limitrate limitrate =
        call instanceof ApplicationCall known ? known.limitrate() : Limitrate.current();
    return Answer.of(limitrate, refusal.admission(), accept);
  }
}
