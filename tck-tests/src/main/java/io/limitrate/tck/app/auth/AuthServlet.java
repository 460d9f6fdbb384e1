package io.limitrate.tck.app.auth;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets the container check passwords in several ways, and answers with the user. The container
 * checks first what web.xml requires for the path.
 */
public final class AuthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Creates the servlet. The container calls this constructor. */
  public AuthServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    response.setContentType("text/plain");
    switch (request.getServletPath()) {
      case "/login" -> login(request, response);
      case "/principal" -> loginUnheard(request, response);
      case "/authenticate" -> authenticate(request, response);
      default -> answer(request, response);
    }
  }

  private static void login(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      request.login(request.getParameter("username"), request.getParameter("password"));
    } catch (ServletException wrong) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }
    answer(request, response);
  }

  /** Logs in so that the guard does not notice, with the same response for each outcome. */
  private static void loginUnheard(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpServletRequest unguarded = containers(request);
    try {
      unguarded.login(request.getParameter("username"), request.getParameter("password"));
    } catch (ServletException wrong) {
      // A wrong password gets the same response as the right one.
    }
    answer(request, response);
  }

  /**
   * Returns the container's own request inside the guard's wrapper, so that the guard does not
   * notice the login.
   */
  private static HttpServletRequest containers(HttpServletRequest request) {
    HttpServletRequest inner = request;
    while (inner instanceof HttpServletRequestWrapper wrapper) {
      inner = (HttpServletRequest) wrapper.getRequest();
    }
    return inner;
  }

  private static void authenticate(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    if (request.authenticate(response)) {
      answer(request, response);
    }
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getServletPath();
    response.getWriter().write("reached " + path + " as " + request.getRemoteUser());
  }
}
