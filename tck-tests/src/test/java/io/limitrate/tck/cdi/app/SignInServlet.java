package io.limitrate.tck.cdi.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A login whose responses all look alike. */
@WebServlet("/login")
public class SignInServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Directory directory;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    directory.knows(request.getParameter("username"), request.getParameter("password"));
    response.getWriter().write("done");
  }
}
