package io.limitrate.internal.servlet;

import io.limitrate.internal.servlet.request.HttpCall;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request whose response is measured. Without it, an asynchronous context that is started without
 * arguments would have the response of the container (Servlet 6.0, section 2.3.3.3), and what is
 * written there would not be measured.
 */
final class MeasuredRequest extends HttpServletRequestWrapper {
  private final HttpServletResponse response;

  private MeasuredRequest(HttpServletRequest request, HttpServletResponse response) {
    super(request);
    this.response = response;
  }

  /** Wraps the request if a policy reads the size of the response. */
  static HttpServletRequest of(
      HttpCall call, HttpServletRequest request, HttpServletResponse response) {
    return call.application().limiter().needsEnds() && call.readsSize()
        ? new MeasuredRequest(request, response)
        : request;
  }

  @Override
  public AsyncContext startAsync() {
    return getRequest().startAsync(getRequest(), response);
  }
}
