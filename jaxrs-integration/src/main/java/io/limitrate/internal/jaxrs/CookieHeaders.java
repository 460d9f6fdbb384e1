package io.limitrate.internal.jaxrs;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the cookies of a request from its headers. JAX-RS returns one cookie per name, but a client
 * may send several.
 */
final class CookieHeaders {
  private CookieHeaders() {}

  /** Returns the values of all cookies of a name, in the order of the request. */
  static List<String> values(ContainerRequestContext request, String name) {
    @Nullable List<String> lines = request.getHeaders().get(HttpHeaders.COOKIE);
    List<String> values = new ArrayList<>();
    for (String line : lines == null ? List.<String>of() : lines) {
      for (String cookie : line.split(";")) {
        String[] pair = cookie.strip().split("=", 2);
        if (pair.length == 2 && pair[0].strip().equals(name)) {
          values.add(unquoted(pair[1].strip()));
        }
      }
    }
    return values;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
