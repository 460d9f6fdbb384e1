package io.limitrate.tck.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says what it was asked for: the parameter id, if there is one. */
public final class AnswerServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public AnswerServlet() {
    Canary.sing();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write("id=" + request.getParameter("id"));
  }
}
