package io.limitrate.internal.servlet;

import io.limitrate.internal.servlet.request.HttpCall;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

/**
 * A request whose response is measured. Without it, an asynchronous context that is started without
 * arguments would have the response of the container (Servlet 6.0, section 2.3.3.3), and what is
 * written there would not be measured.
 */
final class MeasuredRequest extends HttpServletRequestWrapper {
  private final HttpServletRequest before;
  private final HttpServletResponse response;

  private MeasuredRequest(HttpServletRequest request, HttpServletResponse response) {
    super(request);
    this.before = request;
    this.response = response;
  }

  /** Wraps the request, once, if a policy reads the size of the response. */
  static HttpServletRequest of(
      HttpCall call, HttpServletRequest request, HttpServletResponse response) {
    return call.application().limiter().needsEnds() && call.readsSize() && !isWrapped(request)
        ? new MeasuredRequest(request, response)
        : request;
  }

  private static boolean isWrapped(HttpServletRequest request) {
    return request instanceof MeasuredRequest
        || (request instanceof ServletRequestWrapper wrapper
            && wrapper.isWrapperFor(MeasuredRequest.class));
  }

  /**
   * Starts with the request of this dispatch, whose URI is the target of {@link
   * AsyncContext#dispatch()}, also if a forward has put another request below this one meanwhile.
   */
  @Override
  public AsyncContext startAsync() {
    return before.startAsync(before, response);
  }
}
