package io.limitrate.tck.app.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The credentials in a request: a form, a JSON object, or BASIC (RFC 7617).
 *
 * @param username empty if the request has none
 * @param password empty if the request has none
 */
record Credentials(String username, String password) {
  private static final String BASIC = "Basic ";

  static Credentials of(HttpServletRequest request) throws IOException {
    String authorization = request.getHeader("Authorization");
    if (authorization != null && authorization.startsWith(BASIC)) {
      return ofBasic(authorization.substring(BASIC.length()));
    }
    return String.valueOf(request.getContentType()).startsWith("application/json")
        ? ofJson(new String(request.getInputStream().readAllBytes(), UTF_8))
        : new Credentials(
            orEmpty(request.getParameter("username")), orEmpty(request.getParameter("password")));
  }

  private static Credentials ofBasic(String encoded) {
    String[] pair = new String(Base64.getDecoder().decode(encoded), UTF_8).split(":", 2);
    return new Credentials(pair[0], pair.length == 2 ? pair[1] : "");
  }

  private static Credentials ofJson(String json) {
    return new Credentials(member("username", json), member("password", json));
  }

  private static String member(String name, String json) {
    Matcher found = Pattern.compile("\"" + name + "\":\\s*\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
  }

  /**
   * Returns whether the password is right. A user whose name begins with {@code stranger} does not
   * exist.
   */
  boolean right() {
    return password.equals("right") && !username.startsWith("stranger");
  }

  /** Returns whether the password simulates an unavailable user directory. */
  boolean lost() {
    return password.equals("lost");
  }
}
