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
      case "/login" -> answer(request, response, login(request, request), 401);
      case "/principal" -> answer(request, response, login(request, containers(request)), 200);
      case "/authenticate" -> authenticate(request, response);
      default -> answer(request, response, true, 200);
    }
  }

  private static boolean login(HttpServletRequest request, HttpServletRequest by) {
    try {
      by.login(request.getParameter("username"), request.getParameter("password"));
      return true;
    } catch (ServletException e) {
      return false;
    }
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
      answer(request, response, true, 200);
    }
  }

  private static void answer(
      HttpServletRequest request, HttpServletResponse response, boolean entered, int otherwise)
      throws IOException {
    response.setStatus(entered ? 200 : otherwise);
    String path = request.getServletPath();
    response.getWriter().write("reached " + path + " as " + request.getRemoteUser());
  }
}
