package io.limitrate.internal.servlet.request;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a request that keys, tiers and lists use. */
final class RequestParts {
  private RequestParts() {}

  static @Nullable String user(HttpServletRequest request) {
    String name = request.getRemoteUser();
    Principal principal = name == null ? request.getUserPrincipal() : null;
    return principal == null ? name : principal.getName();
  }

  static @Nullable String session(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null ? null : session.getId();
  }

  static @Nullable String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    if (value == null && name.equalsIgnoreCase("Content-Length")) {
      RequestBody.checkHasNoBody(request);
    }
    return value;
  }

  static @Nullable String query(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    return query == null ? null : FormFields.first(query, StandardCharsets.UTF_8, name);
  }
}
