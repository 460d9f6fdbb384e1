package io.limitrate.tck.security;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the number of passwords of a user that were checked. */
public class ChecksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient People people;

  /** Creates the servlet. The container calls this constructor. */
  public ChecksServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.getWriter().write(Integer.toString(people.checks(request.getParameter("username"))));
  }
}
