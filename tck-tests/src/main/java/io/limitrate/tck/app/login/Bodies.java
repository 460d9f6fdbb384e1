package io.limitrate.tck.app.login;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The ways in which a body may commit the response before the application returns. */
final class Bodies {
  private Bodies() {}

  /** Answers 200 or 401, with a body that commits the response. */
  static void write(String way, boolean right, HttpServletResponse response) throws IOException {
    response.setStatus(right ? HttpServletResponse.SC_OK : HttpServletResponse.SC_UNAUTHORIZED);
    switch (way) {
      case "/body-flushed" -> {
        response.getOutputStream().write('x');
        response.getOutputStream().flush();
      }
      case "/body-printed" -> {
        response.getWriter().println("done");
        response.getWriter().flush();
      }
      case "/body-closed" -> {
        response.getWriter().print("done");
        response.getWriter().close();
      }
      case "/body-sized" -> {
        response.setContentLength(4);
        response.getOutputStream().print("done");
      }
      default -> fill(response.getOutputStream());
    }
  }

  /** Writes more bytes than any container buffers. */
  private static void fill(ServletOutputStream stream) throws IOException {
    for (int i = 0; i < 2_000; i++) {
      stream.write(new byte[100]);
    }
  }
}
