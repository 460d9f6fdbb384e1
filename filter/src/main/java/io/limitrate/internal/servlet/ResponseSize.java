package io.limitrate.internal.servlet;

import jakarta.servlet.ServletRequest;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of the body that the application has written to the response of one request, in all its
 * dispatches. Thread-safe.
 */
final class ResponseSize {
  private static final String ATTRIBUTE = ResponseSize.class.getName();

  private final AtomicLong bytes = new AtomicLong();

  private ResponseSize() {}

  /** Returns the size of the response to this request. */
  static ResponseSize of(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof ResponseSize known) {
      return known;
    }
    ResponseSize size = new ResponseSize();
    request.setAttribute(ATTRIBUTE, size);
    return size;
  }

  void add(long written) {
    bytes.addAndGet(written);
  }

  /** Forgets the bytes, because the response has discarded its buffer. */
  void discard() {
    bytes.set(0);
  }

  long bytes() {
    return bytes.get();
  }
}
