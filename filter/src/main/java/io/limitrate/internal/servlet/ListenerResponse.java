package io.limitrate.internal.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * The response that a listener of an asynchronous request is added with. A container may answer by
 * it: GlassFish sets its status to 200 before it calls the listener, whatever the application has
 * answered. So nobody can set one here.
 */
final class ListenerResponse extends HttpServletResponseWrapper {
  private ListenerResponse(HttpServletResponse response) {
    super(response);
  }

  /** Adds a listener that has no effect on the answer. */
  static void listen(
      AsyncContext async,
      AsyncListener listener,
      HttpServletRequest request,
      HttpServletResponse response) {
    async.addListener(listener, request, new ListenerResponse(response));
  }

  @Override
  public void setStatus(int status) {}
}
