package io.limitrate.internal.login.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The stream of a response, which reports its bytes to a {@link CommitWatch}. */
final class WatchedStream extends ServletOutputStream {
  private final ServletOutputStream stream;
  private final CommitWatch watch;

  WatchedStream(ServletOutputStream stream, CommitWatch watch) {
    this.stream = stream;
    this.watch = watch;
  }

  @Override
  public void write(int octet) throws IOException {
    watch.write(1);
    stream.write(octet);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    watch.write(length);
    stream.write(bytes, offset, length);
  }

  /** Passes text to the container's stream, because containers encode text differently. */
  @Override
  public void print(String text) throws IOException {
    watch.write(String.valueOf(text));
    stream.print(text);
  }

  @Override
  public void flush() throws IOException {
    watch.commit();
    stream.flush();
  }

  @Override
  public void close() throws IOException {
    watch.commit();
    stream.close();
  }

  @Override
  public boolean isReady() {
    return stream.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    stream.setWriteListener(listener);
  }
}
