package io.limitrate.internal.identity;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a list header, from the last one leftwards over all its field lines. Whatever a
 * client wrote stands to the left of what the proxies added, so it cannot change how their part is
 * read, not even with a quote that it leaves open. What lies beyond the bounds does not exist.
 */
final class Hops {
  static final int MAX_HOPS = 64;
  static final int MAX_CHARS = 4096;

  private final List<String> lines;
  private int hopsLeft = MAX_HOPS;
  private int charsLeft = MAX_CHARS;
  private int line;

  /** Up to where the current line is still to be read; -1 when it is read. */
  private int end = -1;

  Hops(Enumeration<String> lines) {
    this.lines = Collections.list(lines);
    this.line = this.lines.size();
  }

  /**
   * Returns the next element to the left that is not empty (RFC 9110, 5.6.1.2); null at the end.
   */
  @Nullable String next() {
    while (hopsLeft-- > 0 && (end >= 0 || moveToLineBefore())) {
      int start = startOfElement();
      if (start < 0) {
        return null;
      }
      String element = lines.get(line).substring(start, end).strip();
      end = start - 1;
      if (!element.isEmpty()) {
        return element;
      }
    }
    return null;
  }

  private boolean moveToLineBefore() {
    if (line == 0) {
      return false;
    }
    line--;
    end = lines.get(line).length();
    return true;
  }

  /** Returns where the element before {@code end} starts; -1 if that is out of bounds. */
  private int startOfElement() {
    String text = lines.get(line);
    int leftmost = Math.max(0, end - charsLeft);
    int start = end;
    boolean quoted = false;
    while (start > leftmost && (quoted || text.charAt(start - 1) != ',')) {
      start--;
      quoted ^= text.charAt(start) == '"' && !(quoted && isEscaped(text, start));
    }
    charsLeft -= end - start + 1;
    return charsLeft < 0 ? -1 : start;
  }

  private static boolean isEscaped(String text, int at) {
    int backslashes = 0;
    while (backslashes < at && text.charAt(at - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
