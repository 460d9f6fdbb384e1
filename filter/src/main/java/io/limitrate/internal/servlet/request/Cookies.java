package io.limitrate.internal.servlet.request;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the cookies of a request. Several cookies may have the same name. */
public final class Cookies {
  private Cookies() {}

  /** Returns the values of all cookies of this name, in the order of the request. */
  public static List<String> values(HttpServletRequest request, String name) {
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
