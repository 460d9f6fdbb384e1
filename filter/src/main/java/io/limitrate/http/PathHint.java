package io.limitrate.http;

import java.util.regex.Pattern;

/** Finds the path pattern that a text in another notation probably means. */
final class PathHint {
  private static final Pattern ANY_EXTENSION = Pattern.compile(".*/\\*\\*?/?(\\*\\.[^/*]+)");
  private static final Pattern END_OF_SUBTREE = Pattern.compile("/?(\\*+|\\*\\*/\\*)$|(?<=.)/$");

  private PathHint() {}

  /** The end of a message: {@code ; did you mean /api/*?}, or nothing. */
  static String of(String text) {
    String meant = meant(text);
    return !meant.equals(text) && isPattern(meant) ? "; did you mean " + meant + "?" : "";
  }

  private static String meant(String text) {
    var extension = ANY_EXTENSION.matcher(text);
    if (extension.matches()) {
      return extension.group(1);
    }
    String path = text.startsWith("/") ? text : "/" + text;
    return END_OF_SUBTREE.matcher(path).replaceFirst("/*");
  }

  private static boolean isPattern(String text) {
    try {
      PathPattern.read(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
