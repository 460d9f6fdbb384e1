package io.limitrate.tck.app.auth;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Has the container check passwords, in each of the ways that there are, and says who it is.
 * Nothing of it is asked before what web.xml says of a path.
 */
public final class AuthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
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

  /** Nobody hears of it, and the answers look alike. */
  private static void loginUnheard(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpServletRequest unguarded = containers(request);
    try {
      unguarded.login(request.getParameter("username"), request.getParameter("password"));
    } catch (ServletException wrong) {
      // Whoever it is then, the answer is the same.
    }
    answer(request, response);
  }

  /** What the guard wraps, so that nobody but the container knows. */
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
