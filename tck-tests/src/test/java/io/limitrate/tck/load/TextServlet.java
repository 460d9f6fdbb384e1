package io.limitrate.tck.load;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers 200 bytes of text. */
final class TextServlet extends HttpServlet {
  static final int BYTES = 200;
  private static final long serialVersionUID = 1L;
  private static final byte[] TEXT = "x".repeat(BYTES).getBytes(StandardCharsets.US_ASCII);

  TextServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain");
    response.setContentLength(BYTES);
    response.getOutputStream().write(TEXT);
  }
}
