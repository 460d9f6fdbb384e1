package io.limitrate.internal.login.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.BooleanSupplier;

/**
 * Runs an action before the body certainly commits a response: when the body exceeds the largest
 * buffer of a container, when the body reaches the Content-Length, and at {@code flush()} and
 * {@code close()} of the stream or writer. Not thread-safe.
 *
 * <p>A container may commit the response earlier; then the action does not run.
 */
final class CommitWatch {
  /** Jetty's buffers have multiples of 4 KiB, because they come from a pool. */
  private static final long BLOCK = 4 * 1024;

  /** The characters in the second buffer of Tomcat's writer. */
  private static final long CHARACTERS = 8 * 1024;

  private final HttpServletResponse response;
  private final Runnable beforeCommit;
  private final BooleanSupplier concluded;
  private long written;
  private long declared = Long.MAX_VALUE;
  private boolean over;

  /**
   * Watches a response.
   *
   * @param beforeCommit the action
   * @param concluded tells whether the action is no longer needed
   */
  CommitWatch(HttpServletResponse response, Runnable beforeCommit, BooleanSupplier concluded) {
    this.response = response;
    this.beforeCommit = beforeCommit;
    this.concluded = concluded;
  }

  /** Counts at least this number of bytes before they are written. */
  void write(long bytes) {
    if (!over()) {
      write(bytes, buffered());
    }
  }

  private void write(long bytes, long buffered) {
    written += bytes;
    if (written > buffered || (bytes > 0 && written >= length())) {
      beforeCommit.run();
    }
  }

  /**
   * Counts a text before it is written, as one byte for each character. Surrogates do not count,
   * because a pair of surrogates may become one byte.
   */
  void write(CharSequence text) {
    if (!over()) {
      long bytes = text.chars().filter(c -> !Character.isSurrogate((char) c)).count();
      write(bytes, buffered() + CHARACTERS);
    }
  }

  /**
   * Notes the Content-Length that the application declares, negative for none. Tomcat 10.0 does not
   * show it as a header.
   */
  void declare(long length) {
    declared = length < 0 ? Long.MAX_VALUE : length;
  }

  /** Runs the action before a call that commits the response. */
  void commit() {
    if (!over()) {
      beforeCommit.run();
    }
  }

  /** Starts again, because headers and body were discarded. */
  void reset() {
    declared = Long.MAX_VALUE;
    resetBody();
  }

  /** Counts from zero, because the body was discarded. */
  void resetBody() {
    written = 0;
  }

  private boolean over() {
    over = over || concluded.getAsBoolean() || response.isCommitted();
    return over;
  }

  /** Returns the most bytes that a container buffers: the buffer size, rounded up. */
  private long buffered() {
    return (response.getBufferSize() + BLOCK - 1) / BLOCK * BLOCK;
  }

  /**
   * Returns the Content-Length. A body of this length closes the response (Jakarta Servlet), but
   * Undertow still lets the application change the status.
   */
  private long length() {
    String length = response.getHeader("Content-Length");
    try {
      return length == null ? declared : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return declared;
    }
  }
}
