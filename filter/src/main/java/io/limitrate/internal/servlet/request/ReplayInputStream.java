package io.limitrate.internal.servlet.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Replays a body that was read in part or in whole, from its beginning. If the container threw an
 * exception while the body was read, this stream throws the same exception at the same position.
 * Not thread-safe.
 */
final class ReplayInputStream extends ServletInputStream {
  private final byte[] head;
  private final @Nullable ServletInputStream tail;
  private final @Nullable Exception failure;
  private final Supplier<AsyncContext> async;
  private int at;

  /**
   * Creates a stream.
   *
   * @param head the bytes that were read
   * @param tail the rest of the body, or {@code null} if the body ends after the head
   * @param failure the exception that the container threw after the head: an {@link IOException} or
   *     a {@link RuntimeException}
   * @param async returns the asynchronous context of the request, when a listener is set
   */
  ReplayInputStream(
      byte[] head,
      @Nullable ServletInputStream tail,
      @Nullable Exception failure,
      Supplier<AsyncContext> async) {
    this.head = head;
    this.tail = tail;
    this.failure = failure;
    this.async = async;
  }

  @Override
  public int read() throws IOException {
    if (at < head.length) {
      return head[at++] & 0xff;
    }
    failAgain();
    return tail == null ? -1 : tail.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (at == head.length && length > 0) {
      failAgain();
      return tail == null ? -1 : tail.read(target, offset, length);
    }
    int count = Math.min(length, head.length - at);
    System.arraycopy(head, at, target, offset, count);
    at += count;
    return count;
  }

  private void failAgain() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
  }

  @Override
  public int available() throws IOException {
    return head.length - at + (tail == null ? 0 : tail.available());
  }

  @Override
  public boolean isFinished() {
    return at == head.length && failure == null && (tail == null || tail.isFinished());
  }

  @Override
  public boolean isReady() {
    return at < head.length || tail == null || tail.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    Objects.requireNonNull(listener);
    if (tail != null) {
      tail.setReadListener(new HeadFirst(listener));
    } else {
      async.get().start(() -> readAll(listener));
    }
  }

  /** Calls the listener for a body that is buffered completely, because the container does not. */
  private void readAll(ReadListener listener) {
    try {
      if (!isFinished()) {
        listener.onDataAvailable();
      }
      if (isFinished()) {
        listener.onAllDataRead();
      }
    } catch (IOException | RuntimeException | Error e) {
      listener.onError(e);
    }
  }

  /** Calls the listener for the head too: the container calls it only for the tail. */
  private final class HeadFirst implements ReadListener {
    private final ReadListener listener;

    HeadFirst(ReadListener listener) {
      this.listener = listener;
    }

    @Override
    public void onDataAvailable() throws IOException {
      listener.onDataAvailable();
    }

    @Override
    public void onAllDataRead() throws IOException {
      if (at < head.length) {
        listener.onDataAvailable();
      }
      listener.onAllDataRead();
    }

    @Override
    public void onError(Throwable error) {
      listener.onError(error);
    }
  }
}
