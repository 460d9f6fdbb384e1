package io.limitrate.servlet;

import io.limitrate.http.MalformedInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;

/** Asks a container for parameters, which may throw what it likes where they are broken. */
final class Parameters {
  private Parameters() {}

  static Map<String, String[]> all(HttpServletRequest request) throws MalformedInputException {
    try {
      return request.getParameterMap();
    } catch (RuntimeException e) {
      throw broken();
    }
  }

  static List<String> values(HttpServletRequest request, String name)
      throws MalformedInputException {
    try {
      String[] values = request.getParameterValues(name);
      return values == null ? List.of() : List.of(values);
    } catch (RuntimeException e) {
      throw broken();
    }
  }

  private static MalformedInputException broken() {
    return MalformedInputException.badRequest("the parameters cannot be decoded");
  }
}
