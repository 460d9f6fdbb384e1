package io.limitrate.internal.path;

import java.util.Optional;
import java.util.regex.Pattern;

/** Suggests a path pattern for a text that is probably in the notation of another framework. */
public final class PathHint {
  private static final Pattern ANY_EXTENSION = Pattern.compile(".*/\\*\\*?/?(\\*\\.[^/*]+)");
  private static final Pattern END_OF_SUBTREE = Pattern.compile("/?(\\*+|\\*\\*/\\*)$|(?<=.)/$");
  private static final String NAME = "([A-Za-z_][A-Za-z0-9_.-]*)";

  /** A variable of Express, Rails, Flask or Next.js, which is literal text in our patterns. */
  private static final Pattern LITERAL_VARIABLE =
      Pattern.compile("(?<=/)(?::" + NAME + "|<(?:[a-z]+:)?" + NAME + ">|\\[" + NAME + "])(?=/|$)");

  /** A variable of JAX-RS or Spring with a regular expression, which our patterns reject. */
  private static final Pattern EXPRESSION =
      Pattern.compile("(?<=/)\\{\\s*" + NAME + "\\s*:(?:[^/{}]|\\{[0-9,]*})*}(?=/|$)");

  private PathHint() {}

  /** Returns the end of a message, such as {@code ; did you mean /api/*?}, or the empty text. */
  static String of(String text) {
    String meant = meant(text);
    return !meant.equals(text) && isPattern(meant) ? "; did you mean " + meant + "?" : "";
  }

  /** Returns the pattern to suggest for a valid pattern, if that pattern is probably a mistake. */
  public static Optional<String> ofLiteral(String pattern) {
    String meant = variables(pattern);
    return meant.equals(pattern) || !isPattern(meant) ? Optional.empty() : Optional.of(meant);
  }

  private static String meant(String text) {
    var extension = ANY_EXTENSION.matcher(text);
    if (extension.matches()) {
      return extension.group(1);
    }
    String path = text.startsWith("/") ? text : "/" + text;
    return END_OF_SUBTREE.matcher(variables(path)).replaceFirst("/*");
  }

  private static String variables(String path) {
    String plain = EXPRESSION.matcher(path).replaceAll("{$1}");
    return LITERAL_VARIABLE.matcher(plain).replaceAll("{$1$2$3}");
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
