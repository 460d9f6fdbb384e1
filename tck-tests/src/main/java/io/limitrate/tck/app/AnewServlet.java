package io.limitrate.tck.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Begins a response, and discards the beginning in the way that the path names. */
public final class AnewServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Creates the servlet. The container calls this constructor. */
  public AnewServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().write("first");
    switch (String.valueOf(request.getPathInfo())) {
      case "/reset" -> response.reset();
      case "/buffer" -> response.resetBuffer();
      case "/error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
      case "/message" -> response.sendError(HttpServletResponse.SC_CONFLICT, "second");
      case "/redirect" -> response.sendRedirect("/elsewhere");
      default -> throw new IllegalArgumentException(request.getPathInfo());
    }
  }
}
