package io.limitrate.internal.path;

import java.util.regex.Pattern;

/** Checks the name and the path that settings give a cookie (RFC 6265, section 4.1.1). */
public final class CookieSyntax {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7E&&[^;]]{0,999}");

  private CookieSyntax() {}

  /**
   * Checks the name of a cookie.
   *
   * @throws IllegalArgumentException when the name is not a token of at most 100 characters
   */
  public static String checkName(String name) {
    return check(TOKEN, name, "must be the name of a cookie, such as limitrate-device");
  }

  /**
   * Checks the path of a cookie.
   *
   * @throws IllegalArgumentException when the path leaves the application, has characters that end
   *     it, or has more than 1,000 characters
   */
  public static String checkPath(String path) {
    check(PATH, path, "must start with /, and be ASCII without blanks and ;");
    return ApplicationPath.checkSegments(path);
  }

  private static String check(Pattern rule, String text, String message) {
    if (!rule.matcher(text).matches()) {
      throw new IllegalArgumentException(message);
    }
    return text;
  }
}
