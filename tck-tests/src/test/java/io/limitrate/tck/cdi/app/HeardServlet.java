package io.limitrate.tck.cdi.app;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the recorded events. */
@WebServlet("/heard")
public class HeardServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Heard heard;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().write(String.join("\n", heard.events()));
  }
}
