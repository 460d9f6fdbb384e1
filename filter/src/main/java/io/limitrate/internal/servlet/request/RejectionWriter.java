package io.limitrate.internal.servlet.request;

import io.limitrate.internal.response.Rejection;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes a rejection into a response that is not committed. */
public final class RejectionWriter {
  private RejectionWriter() {}

  public static void write(
      Rejection rejection, HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (response.isCommitted()) {
      // Tomcat answers a malformed body itself when the body is read.
      return;
    }
    response.resetBuffer();
    rejection.headers().forEach(response::setHeader);
    Rejection.Body body = rejection.body();
    if (body instanceof Rejection.ErrorPage) {
      response.sendError(rejection.status());
      return;
    }
    response.setStatus(rejection.status());
    if (body instanceof Rejection.Content content) {
      write(content, response);
    } else if (body instanceof Rejection.Page page) {
      forward(page.path(), request, response);
    } else {
      response.setContentLength(0);
    }
  }

  private static void write(Rejection.Content content, HttpServletResponse response)
      throws IOException {
    content.protect(response::setHeader, response::addHeader);
    response.setContentType(content.type());
    byte[] bytes = content.text().getBytes(StandardCharsets.UTF_8);
    response.setContentLength(bytes.length);
    try {
      response.getOutputStream().write(bytes);
    } catch (IllegalStateException e) {
      // The application has opened the writer before its call was rejected. The text is ASCII.
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

  /** Shows a page by GET, because its servlet may execute the rejected action for a POST. */
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
