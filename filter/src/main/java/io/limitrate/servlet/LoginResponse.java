package io.limitrate.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/** The answer to a login attempt: a success is noticed while a cookie can still be added. */
final class LoginResponse extends HttpServletResponseWrapper {
  private final LoginPassage passage;

  LoginResponse(HttpServletResponse response, LoginPassage passage) {
    super(response);
    this.passage = passage;
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    passage.redirecting(location);
    super.sendRedirect(location);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    passage.answering(0, null);
    return super.getOutputStream();
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    passage.answering(0, null);
    return super.getWriter();
  }

  @Override
  public void flushBuffer() throws IOException {
    passage.answering(getStatus(), getHeader(LoginPassage.LOCATION));
    super.flushBuffer();
  }
}
