package io.limitrate.tck.app.cdi;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Answers with the number of decisions that the listener received for the policy in the parameter.
 */
@WebServlet("/cdi/heard")
public class HeardServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Hearing hearing;

  /** Creates the servlet. The container calls this constructor. */
  public HeardServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write(Long.toString(hearing.count(request.getParameter("policy"))));
  }
}
