package io.limitrate.tck.app;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Answers with the requested path and with the parameter id, if there is one. */
public final class AnswerServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Creates the servlet. The container calls this constructor. */
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
