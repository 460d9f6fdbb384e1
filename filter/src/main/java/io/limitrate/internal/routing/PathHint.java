package io.limitrate.internal.routing;

import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the path pattern that a text in another notation probably means. */
final class PathHint {
  private static final Pattern ANY_EXTENSION = Pattern.compile(".*/\\*\\*?/?(\\*\\.[^/*]+)");
  private static final Pattern END_OF_SUBTREE = Pattern.compile("/?(\\*+|\\*\\*/\\*)$|(?<=.)/$");
  private static final String NAME = "([A-Za-z_][A-Za-z0-9_.-]*)";

  /** A variable of Express and Rails, Flask, or Next.js, which is literal text here. */
  private static final Pattern LITERAL_VARIABLE =
      Pattern.compile("(?<=/)(?::" + NAME + "|<(?:[a-z]+:)?" + NAME + ">|\\[" + NAME + "])(?=/|$)");

  /** A variable of JAX-RS or Spring with a regular expression, which is an error here. */
  private static final Pattern EXPRESSION =
      Pattern.compile("(?<=/)\\{\\s*" + NAME + "\\s*:(?:[^/{}]|\\{[0-9,]*})*}(?=/|$)");

  private PathHint() {}

  /** The end of a message: {@code ; did you mean /api/*?}, or nothing. */
  static String of(String text) {
    String meant = meant(text);
    return !meant.equals(text) && isPattern(meant) ? "; did you mean " + meant + "?" : "";
  }

  /** The pattern that a valid pattern probably means; empty where the pattern is meant. */
  static Optional<String> ofLiteral(String pattern) {
    return Optional.of(variables(pattern))
        .filter(meant -> !meant.equals(pattern) && isPattern(meant));
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
