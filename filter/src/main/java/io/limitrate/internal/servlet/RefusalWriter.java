package io.limitrate.internal.servlet;

import io.limitrate.internal.response.Refusal;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a refusal into a response that is not committed. */
final class RefusalWriter {
  private RefusalWriter() {}

  static void write(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (response.isCommitted()) {
      // Tomcat answers a client's malformed body by itself, as soon as somebody reads it.
      return;
    }
    response.resetBuffer();
    refusal.headers().forEach(response::setHeader);
    Refusal.Body body = refusal.body();
    if (body instanceof Refusal.ErrorPage) {
      response.sendError(refusal.status());
      return;
    }
    response.setStatus(refusal.status());
    if (body instanceof Refusal.Content content) {
      write(content, response);
    } else if (body instanceof Refusal.Page page) {
      forward(page.path(), request, response);
    } else {
      response.setContentLength(0);
    }
  }

  private static void write(Refusal.Content content, HttpServletResponse response)
      throws IOException {
    content.protect(response::setHeader, response::addHeader);
    response.setContentType(content.type());
    byte[] bytes = content.text().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(bytes.length);
    try {
      response.getOutputStream().write(bytes);
    } catch (IllegalStateException e) {
      // The application has asked for the writer before its call was refused. All is ASCII.
      response.getWriter().write(content.text());
    }
  }

  private static void forward(String path, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    RequestDispatcher page = request.getRequestDispatcher(path);
    if (page == null) {
      throw new ServletException("response.htmlPage \"" + path + "\": cannot be forwarded to");
    }
    page.forward(new PageRequest(request), response);
  }

  /**
   * A page is only shown: the servlet that has it for GET may do for POST just what was refused.
   */
  private static final class PageRequest extends HttpServletRequestWrapper {
    PageRequest(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return "GET";
    }
  }
}
