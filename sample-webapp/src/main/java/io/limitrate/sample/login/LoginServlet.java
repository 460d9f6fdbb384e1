package io.limitrate.sample.login;

import io.limitrate.sample.web.BadJsonException;
import io.limitrate.sample.web.Json;
import io.limitrate.sample.web.Problem;
import io.limitrate.servlet.LoginOutcome;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Logs in by a form or JSON. The filter has counted the attempt before it comes here, and no
 * password is checked for one too many. All that this servlet does for it is to say who was let in.
 */
public final class LoginServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      Credentials credentials = credentials(request);
      if (credentials == null) {
        new Problem("Unsupported Media Type", 415, "Send a form or JSON").send(response);
      } else if (Users.authenticate(credentials)) {
        welcome(credentials.username(), request, response);
      } else {
        refuse(response);
      }
    } catch (BadJsonException | IllegalArgumentException e) {
      new Problem("Bad Request", 400, String.valueOf(e.getMessage())).send(response);
    }
  }

  /** What was sent, or {@code null} where it is in no form that is understood. */
  private static @Nullable Credentials credentials(HttpServletRequest request) throws IOException {
    return switch (mediaType(request)) {
      case "application/json" -> Json.read(request.getInputStream(), Credentials.class);
      case "application/x-www-form-urlencoded" ->
          Credentials.of(request.getParameter("username"), request.getParameter("password"));
      default -> null;
    };
  }

  private static String mediaType(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** A new session id, so that one planted before the login is worth nothing after it. */
  private static void welcome(String user, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getSession();
    request.changeSessionId();
    SessionUser.login(user, request);
    // A session that is somebody's already, and logs in again, could not be told from a failure.
    LoginOutcome.success(request, user);
    response.setContentType("application/json");
    Json.write(new Welcome(user), response.getOutputStream());
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setHeader("WWW-Authenticate", "Session realm=\"sample\"");
    new Problem("Unauthorized", 401, "The username or the password is wrong").send(response);
  }

  /**
   * The answer to a login.
   *
   * @param user who is logged in now
   */
  private record Welcome(String user) {}
}
