package io.limitrate.config;

import io.limitrate.internal.text.Suggestion;
import java.util.List;
import java.util.Optional;

/**
 * Lists the common HTTP methods (RFC 9110, RFC 5789, RFC 4918), and suggests one for a misspelt
 * method.
 */
final class Methods {
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

  private Methods() {}

  /**
   * Returns the common method that a misspelt method resembles. Empty when the method is a common
   * method, or resembles no common method.
   */
  static Optional<String> meant(String method) {
    return COMMON.contains(method) ? Optional.empty() : Suggestion.nearest(method, COMMON);
  }
}
