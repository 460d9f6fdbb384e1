package io.limitrate.internal.uri;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Normalizes an encoded path. */
final class UriPath {
  private static final char REPLACEMENT = '\uFFFD';

  private UriPath() {}

  /**
   * Decodes a path, and drops its path parameters, dot segments, empty segments and a trailing
   * slash. The root is {@code /}.
   *
   * @return {@code null} for a path that clients and servers may understand differently: a path
   *     with a backslash, a control character, an encoded slash or a parameter of a dot segment, or
   *     a path that is not UTF-8
   */
  static @Nullable String normal(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String raw : path.split("/", -1)) {
      int parameters = raw.indexOf(';');
      String segment = decoded(parameters < 0 ? raw : raw.substring(0, parameters));
      if (segment == null || (parameters >= 0 && isDots(segment))) {
        return null;
      }
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static boolean isDots(String segment) {
    return segment.equals(".") || segment.equals("..");
  }

  private static @Nullable String decoded(String segment) {
    String text = segment.indexOf('%') < 0 ? segment : percentDecoded(segment);
    return text.chars().anyMatch(UriPath::isDoubtful) ? null : text;
  }

  /** The decoder inserts the replacement character for bytes that are not UTF-8. */
  private static boolean isDoubtful(int character) {
    return character == '/'
        || character == '\\'
        || character == REPLACEMENT
        || Character.isISOControl(character);
  }

  private static String percentDecoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return String.valueOf(REPLACEMENT);
    }
  }
}
