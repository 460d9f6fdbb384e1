package io.limitrate.internal.path;

import java.util.regex.Pattern;

/** Checks paths within the application, such as the page that a request is forwarded to. */
public final class ApplicationPath {
  /**
   * Matches paths without characters that a container decodes, cuts off or treats as a different
   * path.
   */
  private static final Pattern PAGE =
      Pattern.compile("/[^\\\\;%#?\\p{Cntrl}]*(\\?[^#\\p{Cntrl}]*)?");

  private ApplicationPath() {}

  /**
   * Checks the path of a page, with an optional query.
   *
   * @throws IllegalArgumentException with the rule that the text breaks
   */
  public static String checkPage(String text) {
    checkSegments(text.split("\\?", 2)[0]);
    require(
        PAGE.matcher(text).matches(),
        "must be a path within the application without \\ ; % # and control characters");
    return text;
  }

  /**
   * Checks that a path stays within the application and names no other host.
   *
   * @throws IllegalArgumentException with the rule that the text breaks
   */
  public static String checkSegments(String path) {
    require(path.startsWith("/"), "must start with /");
    require(!path.contains("//"), "must not have an empty segment");
    for (String segment : path.split("/", -1)) {
      require(!segment.equals(".") && !segment.equals(".."), "must not have . or .. segments");
    }
    return path;
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
