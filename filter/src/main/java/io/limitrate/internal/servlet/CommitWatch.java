package io.limitrate.internal.servlet;

import jakarta.servlet.http.HttpServletResponse;
import java.util.function.BooleanSupplier;

/**
 * Runs an action before the body certainly commits a response: where the body is longer than any
 * container buffers, where the announced length is reached, and on {@code flush()} and {@code
 * close()} of the stream or writer. Not thread-safe.
 *
 * <p>A container may commit the response before that, without the action.
 */
final class CommitWatch {
  /** Jetty takes its buffer from a pool, whose buffers hold multiples of 4 KiB. */
  private static final long BLOCK = 4 * 1024;

  /** Tomcat's writer has a second buffer, of so many characters. */
  private static final long CHARACTERS = 8 * 1024;

  private final HttpServletResponse response;
  private final Runnable beforeCommit;
  private final BooleanSupplier concluded;
  private long written;
  private boolean over;

  /**
   * Watches a response.
   *
   * @param beforeCommit the action
   * @param concluded whether the action has nothing left to do
   */
  CommitWatch(HttpServletResponse response, Runnable beforeCommit, BooleanSupplier concluded) {
    this.response = response;
    this.beforeCommit = beforeCommit;
    this.concluded = concluded;
  }

  /** Notes that at least this number of bytes follows. */
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
   * Notes that this text follows. A character becomes a byte or more in each encoding, except for a
   * surrogate: a pair of surrogates may become one byte.
   */
  void write(CharSequence text) {
    if (!over()) {
      long bytes = text.chars().filter(c -> !Character.isSurrogate((char) c)).count();
      write(bytes, buffered() + CHARACTERS);
    }
  }

  /** Notes that the response is committed next, if it is not yet. */
  void commit() {
    if (!over()) {
      beforeCommit.run();
    }
  }

  /** Notes that the body begins anew. */
  void reset() {
    written = 0;
  }

  private boolean over() {
    over = over || concluded.getAsBoolean() || response.isCommitted();
    return over;
  }

  /** The most bytes that a container's stream holds: the buffer's size, rounded up. */
  private long buffered() {
    return (response.getBufferSize() + BLOCK - 1) / BLOCK * BLOCK;
  }

  /**
   * The announced length, which closes the response, as the Servlet specification demands. Undertow
   * still lets the application change the status.
   */
  private long length() {
    String length = response.getHeader("Content-Length");
    try {
      return length == null ? Long.MAX_VALUE : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
