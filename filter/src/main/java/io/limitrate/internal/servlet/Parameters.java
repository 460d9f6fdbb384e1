package io.limitrate.internal.servlet;

import io.limitrate.internal.login.input.MalformedInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Asks a container for parameters, which may throw what it likes where they are broken. */
final class Parameters {
  private Parameters() {}

  static List<String> values(HttpServletRequest request, String name)
      throws MalformedInputException {
    try {
      String[] values = request.getParameterValues(name);
      return values == null ? List.of() : List.of(values);
    } catch (RuntimeException e) {
      throw broken();
    }
  }

  /** That the container has thrown. */
  static MalformedInputException broken() {
    return MalformedInputException.badRequest("the parameters cannot be decoded");
  }
}
