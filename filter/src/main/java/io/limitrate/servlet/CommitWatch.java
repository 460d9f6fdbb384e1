package io.limitrate.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Says when a response is about to be committed by its body, which a container does by itself:
 * where its buffer is full, where the announced length is reached, and on {@code flush()} and
 * {@code close()} of the stream or writer. Not thread-safe.
 */
final class CommitWatch {
  /** Jetty's buffer holds no more, whatever {@code getBufferSize()} says. */
  private static final int LEAST_BUFFER = 8 * 1024;

  private final HttpServletResponse response;
  private final Runnable beforeCommit;
  private long written;

  CommitWatch(HttpServletResponse response, Runnable beforeCommit) {
    this.response = response;
    this.beforeCommit = beforeCommit;
  }

  /** Bytes follow, as many or fewer. */
  void write(long bytes) {
    written += bytes;
    if (written > Math.min(response.getBufferSize(), LEAST_BUFFER) || written >= length()) {
      commit();
    }
  }

  /** Characters follow, of which each becomes a byte, or up to three where it is not ASCII. */
  void write(CharSequence text) {
    write(text.length() + 2 * text.chars().filter(c -> c > 0x7f).count());
  }

  /** The response is committed next, if it is not yet. */
  void commit() {
    if (!response.isCommitted()) {
      beforeCommit.run();
    }
  }

  /** The body begins anew. */
  void reset() {
    written = 0;
  }

  /** Jetty and Undertow close a body that is as long as announced; Tomcat shows no length here. */
  private long length() {
    String length = response.getHeader("Content-Length");
    try {
      return length == null ? Long.MAX_VALUE : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
