package io.limitrate.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * The answer to a login attempt: its outcome is noticed before the answer is committed, while a
 * cookie can still be added.
 *
 * <p>It overrides all methods that commit a response, those of Servlet 6.1 as well, which the
 * wrapper of a 6.1 container would send past it, and watches the body, whose bytes commit it too.
 */
final class LoginResponse extends HttpServletResponseWrapper {
  private final LoginPassage passage;
  private final CommitWatch watch;

  LoginResponse(HttpServletResponse response, LoginPassage passage) {
    super(response);
    this.passage = passage;
    this.watch = new CommitWatch(response, this::answering, () -> passage.login().concluded());
  }

  private void answering() {
    passage.answering(getStatus(), getHeader(LoginPassage.LOCATION));
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
    watch.reset();
  }
}
