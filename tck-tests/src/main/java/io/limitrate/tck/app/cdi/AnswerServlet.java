package io.limitrate.tck.app.cdi;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Has nothing to say. */
@WebServlet("/cdi/answer/*")
public class AnswerServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public AnswerServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write("done");
  }
}
