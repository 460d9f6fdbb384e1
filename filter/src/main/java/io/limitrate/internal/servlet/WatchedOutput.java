package io.limitrate.internal.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response. Runs an action when a write fails, because the client has left, and adds
 * what is written to the size.
 */
final class WatchedOutput extends ServletOutputStream {
  private final ServletOutputStream out;
  private final Runnable failed;
  private final @Nullable ResponseSize size;
  private final String charset;

  /**
   * Watches an output.
   *
   * @param size {@code null} if nobody reads the size of the response
   * @param charset the name of the charset of the response
   */
  WatchedOutput(
      ServletOutputStream out, Runnable failed, @Nullable ResponseSize size, String charset) {
    this.out = out;
    this.failed = failed;
    this.size = size;
    this.charset = charset;
  }

  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Runs a write. */
  static void watch(Action write, Runnable failed) throws IOException {
    try {
      write.run();
    } catch (IOException e) {
      failed.run();
      throw e;
    }
  }

  @Override
  public void write(int octet) throws IOException {
    watch(() -> out.write(octet), failed);
    written(1);
  }

  @Override
  public void write(byte[] octets, int from, int length) throws IOException {
    watch(() -> out.write(octets, from, length), failed);
    written(length);
  }

  /** Prints as the container does, which may know more characters than ISO 8859-1. */
  @Override
  public void print(String text) throws IOException {
    watch(() -> out.print(text), failed);
    written(size == null ? 0 : text.getBytes(Charset.forName(charset)).length);
  }

  private void written(int bytes) {
    if (size != null) {
      size.add(bytes);
    }
  }

  @Override
  public void flush() throws IOException {
    watch(out::flush, failed);
  }

  @Override
  public void close() throws IOException {
    watch(out::close, failed);
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(
        new WriteListener() {
          @Override
          public void onWritePossible() throws IOException {
            listener.onWritePossible();
          }

          @Override
          public void onError(Throwable e) {
            failed.run();
            listener.onError(e);
          }
        });
  }
}
