package io.limitrate.internal.identity;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the elements of a list header from right to left, across all its field lines. Text
 * of the client is always to the left of the text that proxies appended. So a client cannot change
 * how the proxies' elements are parsed, not even by an unclosed quote. Elements beyond the bounds
 * are ignored.
 */
final class Hops {
  static final int MAX_HOPS = 64;
  static final int MAX_CHARS = 4096;

  private final List<String> lines;
  private int hopsLeft = MAX_HOPS;
  private int charsLeft = MAX_CHARS;
  private int line;

  /** The end of the unread part of the current line; -1 when the line is finished. */
  private int end = -1;

  Hops(Enumeration<String> lines) {
    this.lines = Collections.list(lines);
    this.line = this.lines.size();
  }

  /**
   * Returns the next non-empty element to the left (RFC 9110, section 5.6.1.2); null at the end.
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

  /** Returns the start of the element before {@code end}; -1 if the start is out of bounds. */
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
