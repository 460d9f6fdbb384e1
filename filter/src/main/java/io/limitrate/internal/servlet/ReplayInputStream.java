package io.limitrate.internal.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A body that was read in part or in whole, once more from its beginning; where the container threw
 * an exception in the middle, this stream throws the same there. Not thread-safe.
 */
final class ReplayInputStream extends ServletInputStream {
  private final byte[] head;
  private final @Nullable ServletInputStream tail;
  private final @Nullable Exception failure;
  private final Supplier<AsyncContext> async;
  private int at;

  /**
   * A stream.
   *
   * @param head what was read
   * @param tail the rest, or {@code null} if there is none
   * @param failure what the container threw behind the head, an {@link IOException} or a {@link
   *     RuntimeException}
   * @param async the request's asynchronous context, asked for when a listener is set
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

  /** All is there already, so nobody else will ever call the listener. */
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

  /** The container knows about the tail only. */
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
