package io.limitrate.tck.app.cdi;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says how many decisions of the parameter policy were heard of. */
@WebServlet("/cdi/heard")
public class HeardServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Hearing hearing;

  /** For the container. */
  public HeardServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write(Long.toString(hearing.count(request.getParameter("policy"))));
  }
}
