package io.limitrate.tck.app.cdi;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Always answers done. */
@WebServlet("/cdi/answer/*")
public class AnswerServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Creates the servlet. The container calls this constructor. */
  public AnswerServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write("done");
  }
}
