package io.limitrate.tck.cdi.app;

import io.limitrate.runtime.Limitrate;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with the life of beans: before the limiter starts, while it runs, and after its end. */
@WebServlet({"/early", "/life", "/after"})
public class LifeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Early early;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getServletPath().equals("/after")) {
      Limitrate.current().close();
    }
    response
        .getWriter()
        .write(
            request.getServletPath().equals("/early")
                ? String.valueOf(early.hasTheLimiterOfTheFilter())
                : Ending.life());
  }
}
