package io.limitrate.tck.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Says what it was asked for: the path, and the parameter id, if there is one. */
public final class AnswerServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** For the container. */
  public AnswerServlet() {
    Canary.sing();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
    response.setHeader("X-Path", URLEncoder.encode(path, StandardCharsets.UTF_8));
    response.setContentType("text/plain");
    response.getWriter().write("id=" + request.getParameter("id"));
  }
}
