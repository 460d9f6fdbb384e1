package io.limitrate.internal.servlet.request;

import io.limitrate.internal.login.input.MalformedInputException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Reads the parameters of a request. Containers throw different exceptions for malformed ones. */
public final class Parameters {
  private Parameters() {}

  public static List<String> values(HttpServletRequest request, String name)
      throws MalformedInputException {
    try {
      String[] values = request.getParameterValues(name);
      return values == null ? List.of() : List.of(values);
    } catch (RuntimeException e) {
      throw broken();
    }
  }

  /** Returns the exception for parameters that the container cannot decode. */
  public static MalformedInputException broken() {
    return MalformedInputException.badRequest("the parameters cannot be decoded");
  }
}
