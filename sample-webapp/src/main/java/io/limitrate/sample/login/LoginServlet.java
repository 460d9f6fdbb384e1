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
 * Logs users in by a form or JSON. The filter counts each attempt before this servlet runs, and
 * rejects an attempt beyond the limits before its password is checked. This servlet only reports
 * successes to the filter.
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

  /** Returns the credentials of the request, or {@code null} if its media type is not supported. */
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

  /**
   * Logs the user in. Changes the session id, so that an id which an attacker planted before the
   * login is worthless.
   */
  private static void welcome(String user, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getSession();
    request.changeSessionId();
    SessionUser.login(user, request);
    // A session that already has a user gets no new principal. Without this report the filter would
    // count its login as a failure.
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

  /**
   * Returns whether a form was sent without a script. The browser then shows any response as a
   * page.
   */
  private static boolean isFromPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains("text/html");
  }

  /**
   * The response to a login.
   *
   * @param user the user who is now logged in
   */
  private record Welcome(String user) {}
}
