package io.limitrate.internal.servlet;

import io.limitrate.login.Outcome;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A login attempt that hears what the container says of it. */
final class LoginRequest extends HttpServletRequestWrapper {
  private final LoginPassage passage;

  LoginRequest(HttpServletRequest request, LoginPassage passage) {
    super(request);
    this.passage = passage;
  }

  /** The container throws for an unknown user and for a wrong password alike. */
  @Override
  public void login(@Nullable String username, @Nullable String password) throws ServletException {
    try {
      super.login(username, password);
    } catch (ServletException e) {
      passage.conclude(Outcome.FAILURE, username);
      throw e;
    }
    passage.conclude(Outcome.SUCCESS, username);
  }

  /** False may mean that the container has only begun to ask for a password. */
  @Override
  public boolean authenticate(HttpServletResponse response) throws IOException, ServletException {
    boolean authenticated = super.authenticate(response);
    if (authenticated && getUserPrincipal() != null) {
      passage.authenticated(getUserPrincipal().getName());
    }
    return authenticated;
  }

  /** A later dispatch of the container's own request would see neither the body nor the outcome. */
  @Override
  public AsyncContext startAsync() {
    return startAsync(this, passage.response());
  }
}
