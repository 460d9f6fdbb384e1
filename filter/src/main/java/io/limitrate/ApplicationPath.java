package io.limitrate;

import java.util.regex.Pattern;

/** Checks paths within the application, such as that of a page that requests are forwarded to. */
public final class ApplicationPath {
  /** Text that a container would decode, cut off or take for another path. */
  private static final Pattern PAGE =
      Pattern.compile("/[^\\\\;%#?\\p{Cntrl}]*(\\?[^#\\p{Cntrl}]*)?");

  private ApplicationPath() {}

  /**
   * Checks the path of a page, which a query may follow.
   *
   * @throws IllegalArgumentException naming the rule that the text breaks
   */
  public static String checkPage(String text) {
    checkSegments(text.split("\\?", 2)[0]);
    require(
        PAGE.matcher(text).matches(),
        "must be a path within the application without \\ ; % # and control characters");
    return text;
  }

  /**
   * Checks that a path leads nowhere else, such as to another host or out of the application.
   *
   * @throws IllegalArgumentException naming the rule that the text breaks
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
