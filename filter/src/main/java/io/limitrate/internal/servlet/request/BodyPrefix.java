package io.limitrate.internal.servlet.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a request body.
 *
 * @param bytes the bytes that were read; callers do not change them
 * @param whole whether the body ends after the bytes
 * @param failure the exception that the container threw after the bytes, because the client
 *     disconnected or sent a malformed body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record BodyPrefix(byte[] bytes, boolean whole, @Nullable Exception failure) {
  private static final int CHUNK = 8 * 1024;

  /** Reads a body to its end, but at most one byte more than {@code longest}. */
  static BodyPrefix read(InputStream body, int longest) {
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
    return new BodyPrefix(read.toByteArray(), whole, failure);
  }

  /**
   * Returns a stream of the whole body.
   *
   * @param rest the stream from which the bytes were read
   */
  ServletInputStream replay(ServletInputStream rest, Supplier<AsyncContext> async) {
    boolean more = !whole && failure == null;
    return new ReplayInputStream(bytes, more ? rest : null, failure, async);
  }
}
