package io.limitrate.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * The answer to a login attempt: a success is noticed while a cookie can still be added.
 *
 * <p>It overrides all methods that commit a response, those of Servlet 6.1 as well, which the
 * wrapper of a 6.1 container would send past it.
 */
final class LoginResponse extends HttpServletResponseWrapper {
  private final LoginPassage passage;

  LoginResponse(HttpServletResponse response, LoginPassage passage) {
    super(response);
    this.passage = passage;
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    passage.answering(SC_FOUND, location);
    super.sendRedirect(location);
  }

  /** Overrides the method of Servlet 6.1. */
  public void sendRedirect(String location, int status) throws IOException {
    sendRedirect(location, status, true);
  }

  /** Overrides the method of Servlet 6.1. */
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    sendRedirect(location, SC_FOUND, clearBuffer);
  }

  /** Overrides the method of Servlet 6.1. */
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    passage.answering(status, location);
    Servlet61.sendRedirect((HttpServletResponse) getResponse(), location, status, clearBuffer);
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
