package io.limitrate.internal.servlet;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The writer of a response. Adds the bytes that its characters become to the size. */
final class MeasuredWriter extends PrintWriter {
  private final ResponseSize size;
  private final Charset charset;

  MeasuredWriter(PrintWriter out, String charset, ResponseSize size) {
    super(out);
    this.charset = Charset.forName(charset);
    this.size = size;
  }

  @Override
  public void write(int character) {
    super.write(character);
    size.add(bytes(String.valueOf((char) character)));
  }

  @Override
  public void write(char[] characters, int from, int length) {
    super.write(characters, from, length);
    size.add(bytes(String.valueOf(characters, from, length)));
  }

  @Override
  public void write(String text, int from, int length) {
    super.write(text, from, length);
    size.add(bytes(text.substring(from, from + length)));
  }

  /** Ends the line. {@link PrintWriter} writes line separators by no other method. */
  @Override
  public void println() {
    super.println();
    size.add(bytes(System.lineSeparator()));
  }

  private long bytes(String text) {
    return charset.equals(StandardCharsets.UTF_8) ? utf8(text) : text.getBytes(charset).length;
  }

  /** Half of a pair of surrogates has half of the four bytes, because a write may end between. */
  private static long utf8(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character < 0x80) {
        bytes++;
      } else {
        bytes += character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
      }
    }
    return bytes;
  }
}
