package io.limitrate.internal.servlet;

import io.limitrate.internal.response.Cors;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.List;

/**
 * A response to a script of another origin. It exposes our headers if the application, or a filter
 * before or after ours, allows this origin.
 */
final class CorsResponse extends HttpServletResponseWrapper {
  private final List<String> names;

  private CorsResponse(HttpServletResponse response, List<String> names) {
    super(response);
    this.names = names;
    expose();
  }

  /** Returns whether a request is a CORS preflight (Fetch standard), which the browser sends. */
  static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader(Cors.ORIGIN) != null
        && request.getHeader(Cors.REQUEST_METHOD) != null;
  }

  /** Wraps the response if the request has an Origin header. */
  static HttpServletResponse of(
      HttpServletRequest request, HttpServletResponse response, List<String> names) {
    return request.getHeader(Cors.ORIGIN) == null ? response : new CorsResponse(response, names);
  }

  @Override
  public void setHeader(String name, String value) {
    super.setHeader(name, value);
    exposeAfter(name);
  }

  @Override
  public void addHeader(String name, String value) {
    super.addHeader(name, value);
    exposeAfter(name);
  }

  private void exposeAfter(String name) {
    if (name.equalsIgnoreCase(Cors.ALLOW_ORIGIN) || name.equalsIgnoreCase(Cors.EXPOSE_HEADERS)) {
      expose();
    }
  }

  private void expose() {
    if (containsHeader(Cors.ALLOW_ORIGIN)) {
      String missing = Cors.toExpose(names, getHeaders(Cors.EXPOSE_HEADERS));
      if (!missing.isEmpty()) {
        super.addHeader(Cors.EXPOSE_HEADERS, missing);
      }
    }
  }
}
