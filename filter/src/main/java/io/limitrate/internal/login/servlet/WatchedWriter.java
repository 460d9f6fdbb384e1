package io.limitrate.internal.login.servlet;

import java.io.PrintWriter;
import java.nio.CharBuffer;

/** The writer of a response, which reports its text to a {@link CommitWatch}. */
final class WatchedWriter extends PrintWriter {
  private final PrintWriter writer;
  private final CommitWatch watch;

  WatchedWriter(PrintWriter writer, CommitWatch watch) {
    super(writer);
    this.writer = writer;
    this.watch = watch;
  }

  @Override
  public void write(int character) {
    watch.write(String.valueOf((char) character));
    writer.write(character);
  }

  @Override
  public void write(char[] text, int offset, int length) {
    watch.write(CharBuffer.wrap(text, offset, length));
    writer.write(text, offset, length);
  }

  @Override
  public void write(String text, int offset, int length) {
    watch.write(text.subSequence(offset, offset + length));
    writer.write(text, offset, length);
  }

  /** Counts one character: containers end lines differently, by at least one byte. */
  @Override
  public void println() {
    watch.write("\n");
    writer.println();
  }

  @Override
  public void flush() {
    watch.commit();
    writer.flush();
  }

  @Override
  public void close() {
    watch.commit();
    writer.close();
  }
}
