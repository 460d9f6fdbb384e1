package io.limitrate.internal.path;

import io.limitrate.internal.text.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the names of HTTP methods (RFC 9110, RFC 5789, RFC 4918). */
public final class HttpMethods {
  /** The safe methods (RFC 9110, section 9.2.1). */
  public static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");
  private static final List<String> COMMON =
      List.of(
          "GET",
          "HEAD",
          "POST",
          "PUT",
          "DELETE",
          "PATCH",
          "OPTIONS",
          "TRACE",
          "CONNECT",
          "PROPFIND",
          "PROPPATCH",
          "MKCOL",
          "COPY",
          "MOVE",
          "LOCK",
          "UNLOCK",
          "REPORT",
          "SEARCH",
          "QUERY");

  private HttpMethods() {}

  /**
   * Returns the method in upper case.
   *
   * @throws IllegalArgumentException when the text is not the name of a method
   */
  public static String upperCase(String method) {
    if (!FORM.matcher(method).matches()) {
      throw new IllegalArgumentException(
          "\"" + method + "\": must be the name of a method, such as GET");
    }
    return method.toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the methods in upper case.
   *
   * @throws IllegalArgumentException when a text is not the name of a method
   */
  public static Set<String> upperCase(Set<String> methods) {
    return methods.stream().map(HttpMethods::upperCase).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the common method that a misspelt method resembles. Empty when the method is a common
   * method, or resembles no common method.
   */
  public static Optional<String> meant(String method) {
    return COMMON.contains(method) ? Optional.empty() : Suggestion.nearest(method, COMMON);
  }
}
