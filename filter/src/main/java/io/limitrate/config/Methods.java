package io.limitrate.config;

import io.limitrate.internal.text.Suggestion;
import java.util.List;
import java.util.Optional;

/** The HTTP methods that are in common use (RFC 9110, RFC 5789, RFC 4918). */
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

  /** The common method that a method is probably meant to be; none for another method's name. */
  static Optional<String> meant(String method) {
    return COMMON.contains(method) ? Optional.empty() : Suggestion.nearest(method, COMMON);
  }
}
