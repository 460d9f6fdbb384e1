package io.limitrate.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a Markdown page between two comments, which a test run writes. The rest of the page
 * does not change. Not thread-safe.
 */
record PageSection(Path page, String begin, String end) {

  /**
   * Returns the text between the comments.
   *
   * @throws IllegalArgumentException when the page lacks one of the two comments
   */
  String read() throws IOException {
    String text = Files.readString(page);
    return text.substring(from(text), to(text));
  }

  /**
   * Replaces the text between the comments.
   *
   * @throws IllegalArgumentException when the page lacks one of the two comments
   */
  void write(String section) throws IOException {
    String text = Files.readString(page);
    Files.writeString(page, text.substring(0, from(text)) + section + text.substring(to(text)));
  }

  private int from(String text) {
    int at = text.indexOf(begin);
    if (at < 0 || text.indexOf(end) < at) {
      throw new IllegalArgumentException(page + ": must have " + begin + " and then " + end);
    }
    return at + begin.length();
  }

  private int to(String text) {
    return text.indexOf(end);
  }
}
