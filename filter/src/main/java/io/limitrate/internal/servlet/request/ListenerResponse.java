package io.limitrate.internal.servlet.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * The response with which a listener of an asynchronous request is registered. It ignores {@link
 * #setStatus}, because GlassFish sets the status 200 on it before it calls the listener, which
 * would replace the status of the application's answer.
 */
public final class ListenerResponse extends HttpServletResponseWrapper {
  private ListenerResponse(HttpServletResponse response) {
    super(response);
  }

  /** Adds a listener that does not change the answer. */
  public static void listen(
      AsyncContext async,
      AsyncListener listener,
      HttpServletRequest request,
      HttpServletResponse response) {
    async.addListener(listener, request, new ListenerResponse(response));
  }

  @Override
  public void setStatus(int status) {}
}
