package io.limitrate.tck.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says how many passwords of a user were checked. */
public class ChecksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient People people;

  /** For the container. */
  public ChecksServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write(Integer.toString(people.checks(request.getParameter("username"))));
  }
}
