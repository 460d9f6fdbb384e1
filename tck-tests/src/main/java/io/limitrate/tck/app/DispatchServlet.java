package io.limitrate.tck.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Forwards, includes or dispatches the request to another servlet, or completes it on another
 * thread.
 */
public final class DispatchServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String TARGET = "/target";

  /** Creates the servlet. The container calls this constructor. */
  public DispatchServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/forward" -> request.getRequestDispatcher(TARGET).forward(request, response);
      case "/include" -> request.getRequestDispatcher(TARGET).include(request, response);
      case "/async" -> request.startAsync().dispatch(TARGET);
      case "/thread" -> complete(request.startAsync());
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void complete(AsyncContext async) {
    async.start(async::complete);
  }
}
