package io.limitrate.internal.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a body.
 *
 * @param bytes what was read, not to be changed
 * @param whole whether the body ends behind the bytes
 * @param failure what the container threw behind the bytes, because the client broke off or sent
 *     what is no body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BodyHead(byte[] bytes, boolean whole, @Nullable Exception failure) {
  private static final int CHUNK = 8 * 1024;

  /** Reads a body to its end, or one byte more than the longest that is of use. */
  static BodyHead read(InputStream body, int longest) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    Exception failure = null;
    try {
      byte[] chunk = new byte[CHUNK];
      int count;
      do {
        count = body.read(chunk, 0, Math.min(CHUNK, longest + 1 - read.size()));
        read.write(chunk, 0, Math.max(0, count));
      } while (count > 0 && read.size() <= longest);
    } catch (IOException | RuntimeException e) {
      failure = e;
    }
    boolean whole = failure == null && read.size() <= longest;
    return new BodyHead(read.toByteArray(), whole, failure);
  }

  /**
   * The body from its beginning.
   *
   * @param rest where the bytes were read from
   */
  ServletInputStream replay(ServletInputStream rest, Supplier<AsyncContext> async) {
    boolean more = !whole && failure == null;
    return new ReplayInputStream(bytes, more ? rest : null, failure, async);
  }
}
