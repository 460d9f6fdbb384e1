package io.limitrate.internal.servlet;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the cookies of a request, of which several may have one name. */
final class Cookies {
  private Cookies() {}

  /** The values of all cookies of that name, in the request's order. */
  static List<String> values(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? List.of()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(name))
            .map(Cookie::getValue)
            .filter(Objects::nonNull)
            .toList();
  }
}
