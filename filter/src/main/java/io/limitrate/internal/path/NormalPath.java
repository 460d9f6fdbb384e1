package io.limitrate.internal.path;

/**
 * Normalizes decoded paths to the form {@code /a/b}; the root is the empty text. The normal form
 * has no empty segments, dot segments, path parameters and trailing slash, because some containers
 * send all of these spellings to the same servlet.
 */
public final class NormalPath {
  private NormalPath() {}

  /** Returns whether a path, or the rest of a path, has the normal form. */
  static boolean isNormal(String path) {
    return path.isEmpty() || (path.charAt(0) == '/' && !hasDetour(path));
  }

  private static boolean hasDetour(String path) {
    return path.charAt(path.length() - 1) == '/'
        || path.indexOf(';') >= 0
        || path.contains("//")
        || path.contains("/.");
  }

  /**
   * Returns whether a whole path has empty segments, dot segments or path parameters, so that an
   * application may read another path from it. A trailing slash does not count.
   */
  public static boolean isDetour(String path) {
    boolean slash = path.length() > 1 && path.charAt(path.length() - 1) == '/';
    String plain = slash ? path.substring(0, path.length() - 1) : path;
    return !of(path).equals(plain.equals("/") ? "" : plain);
  }

  /** Returns the normal form; a {@code ..} at the root stays at the root. */
  public static String of(String path) {
    StringBuilder normal = new StringBuilder(path.length());
    int from = 0;
    while (from < path.length()) {
      int end = endOfSegment(path, from);
      append(normal, path, from, cutParameters(path, from, end));
      from = end + 1;
    }
    return normal.toString();
  }

  /** Returns the index behind the segment that starts at {@code from}. */
  static int endOfSegment(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.length() : slash;
  }

  private static int cutParameters(String path, int from, int end) {
    int cut = from;
    while (cut < end && path.charAt(cut) != ';') {
      cut++;
    }
    return cut;
  }

  private static void append(StringBuilder normal, String path, int from, int to) {
    int length = to - from;
    if (length == 2 && path.startsWith("..", from)) {
      normal.setLength(Math.max(0, normal.lastIndexOf("/")));
    } else if (length > 0 && !(length == 1 && path.charAt(from) == '.')) {
      normal.append('/').append(path, from, to);
    }
  }
}
