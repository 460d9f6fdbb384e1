package io.limitrate.internal.servlet;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** URL patterns of filters and servlets (Servlet 6.0, section 12.2). */
final class UrlPattern {
  private static final String ALL_BELOW = "/*";

  private UrlPattern() {}

  /** Returns whether a pattern that is not the default pattern {@code /} matches a path. */
  static boolean matches(String pattern, String path) {
    if (isPrefix(pattern)) {
      String prefix = prefix(pattern);
      return path.startsWith(prefix)
          && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
    if (isExtension(pattern)) {
      return path.endsWith(extension(pattern));
    }
    return path.equals(pattern.isEmpty() ? "/" : pattern);
  }

  static boolean isPrefix(String pattern) {
    return pattern.endsWith(ALL_BELOW);
  }

  static boolean isExtension(String pattern) {
    return pattern.startsWith("*.");
  }

  private static String prefix(String pattern) {
    return pattern.substring(0, pattern.length() - ALL_BELOW.length());
  }

  private static String extension(String pattern) {
    return pattern.substring(1);
  }

  /** Returns paths that represent all paths: for each path, one that the same patterns match. */
  static Set<String> representatives(Collection<String> patterns) {
    Set<String> prefixes = new LinkedHashSet<>(Set.of(""));
    Set<String> extensions = new LinkedHashSet<>(Set.of(""));
    Set<String> paths = new LinkedHashSet<>(Set.of("/"));
    for (String pattern : patterns) {
      if (isPrefix(pattern)) {
        prefixes.add(prefix(pattern));
      } else if (isExtension(pattern)) {
        extensions.add(extension(pattern));
      } else if (!pattern.isEmpty()) {
        paths.add(pattern);
      }
    }
    for (String prefix : prefixes) {
      if (!prefix.isEmpty()) {
        paths.add(prefix);
      }
      extensions.forEach(extension -> paths.add(prefix + "/any-other-path" + extension));
    }
    return paths;
  }
}
