package io.limitrate.internal.login.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * The response to a login attempt. It determines the outcome before the response is committed,
 * while a cookie can still be added.
 *
 * <p>This class overrides all methods that commit a response, also the methods of Servlet 6.1,
 * which would otherwise bypass it. It watches the body too, because the body's bytes commit the
 * response.
 */
final class LoginResponse extends HttpServletResponseWrapper {
  private final LoginExchange exchange;
  private final CommitWatch watch;

  LoginResponse(HttpServletResponse response, LoginExchange exchange) {
    super(response);
    this.exchange = exchange;
    this.watch = new CommitWatch(response, this::answering, () -> exchange.attempt().concluded());
  }

  private void answering() {
    exchange.answering(getStatus(), getHeader(LoginExchange.LOCATION));
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    exchange.answering(SC_FOUND, location);
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
    exchange.answering(status, location);
    Servlet61.sendRedirect((HttpServletResponse) getResponse(), location, status, clearBuffer);
  }

  @Override
  public void setContentLength(int length) {
    watch.declare(length);
    super.setContentLength(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    watch.declare(length);
    super.setContentLengthLong(length);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    return new WatchedStream(super.getOutputStream(), watch);
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    return new WatchedWriter(super.getWriter(), watch);
  }

  @Override
  public void flushBuffer() throws IOException {
    watch.commit();
    super.flushBuffer();
  }

  @Override
  public void reset() {
    super.reset();
    watch.reset();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    watch.resetBody();
  }
}
