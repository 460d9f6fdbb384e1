package io.limitrate.tck.app.auth;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the events that the filter has seen so far for the client. */
public final class SeenServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Creates the servlet. The container calls this constructor. */
  public SeenServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write(Sights.of(request.getHeader("X-Forwarded-For")));
  }
}
