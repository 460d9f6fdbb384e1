package io.limitrate.sample.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * A request whose user is the user of its session. Each call reads the session again, because the
 * user may log in during the request.
 */
final class SessionUser extends HttpServletRequestWrapper {
  private static final String USER = "io.limitrate.sample.user";

  SessionUser(HttpServletRequest request) {
    super(request);
  }

  /** Stores the user in the session. */
  static void login(String user, HttpServletRequest request) {
    request.getSession().setAttribute(USER, user);
  }

  @Override
  public @Nullable String getRemoteUser() {
    HttpSession session = getSession(false);
    return session == null ? null : (String) session.getAttribute(USER);
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    String user = getRemoteUser();
    return user == null ? null : new User(user);
  }

  private record User(String name) implements Principal {
    @Override
    public String getName() {
      return name;
    }
  }
}
