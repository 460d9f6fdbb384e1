package io.limitrate.tck.app.auth;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells a client what a filter saw of it until now. */
public final class SeenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public SeenServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write(Sights.of(request.getHeader("X-Forwarded-For")));
  }
}
