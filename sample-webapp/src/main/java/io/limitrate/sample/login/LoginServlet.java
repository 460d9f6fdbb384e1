package io.limitrate.sample.login;

import static java.nio.charset.StandardCharsets.UTF_8;

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
  private static final String WRONG = "The username or the password is wrong";
  private static final String REJECTION =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Not logged in</title>
      <link rel="stylesheet" href="style.css">
      <h1>Not logged in</h1>
      <p>\
      """
          + WRONG
          + ". <a href=\"login.html\">Try again</a></p>\n";

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
        reject(request, response);
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
    if (isFromPage(request)) {
      response.sendRedirect(request.getContextPath() + "/");
    } else {
      response.setContentType("application/json");
      Json.write(new Welcome(user), response.getOutputStream());
    }
  }

  private static void reject(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("WWW-Authenticate", "Session realm=\"sample\"");
    if (isFromPage(request)) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setContentType("text/html;charset=utf-8");
      response.getOutputStream().write(REJECTION.getBytes(UTF_8));
    } else {
      new Problem("Unauthorized", 401, WRONG).send(response);
    }
  }

  /** A form that no script has sent: the browser shows whatever comes. */
  private static boolean isFromPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  /**
   * The answer to a login.
   *
   * @param user who is logged in now
   */
  private record Welcome(String user) {}
}
