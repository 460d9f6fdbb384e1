package io.limitrate.internal.login.servlet;

import io.limitrate.login.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The request of a login attempt, which reports the container's login results to the attempt. */
final class LoginRequest extends HttpServletRequestWrapper {
  private final LoginExchange exchange;

  LoginRequest(HttpServletRequest request, LoginExchange exchange) {
    super(request);
    this.exchange = exchange;
  }

  /** Reports a failure if the container throws, for an unknown user or for a wrong password. */
  @Override
  public void login(@Nullable String username, @Nullable String password) throws ServletException {
    try {
      super.login(username, password);
    } catch (ServletException e) {
      exchange.attempt().conclude(Outcome.FAILURE, username);
      throw e;
    }
    exchange.attempt().conclude(Outcome.SUCCESS, username);
  }

  /** Ignores the result false, because the container may just have asked for a password. */
  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    boolean authenticated = super.authenticate(response);
    if (authenticated && getUserPrincipal() != null) {
      exchange.authenticated(getUserPrincipal().getName());
    }
    return authenticated;
  }

  /** Passes on this wrapper, so that a later dispatch sees the body and reports the outcome. */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, exchange.response());
  }
}
