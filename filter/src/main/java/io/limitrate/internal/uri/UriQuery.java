package io.limitrate.internal.uri;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of an encoded query. */
final class UriQuery {
  private UriQuery() {}

  /**
   * Returns the decoded names with all their decoded values. A name without {@code =} has an empty
   * value.
   */
  static Map<String, List<String>> of(@Nullable String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String parameter : query == null ? new String[0] : query.split("&")) {
      String[] pair = parameter.split("=", 2);
      if (!parameter.isEmpty()) {
        parameters
            .computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>(1))
            .add(pair.length == 2 ? decoded(pair[1]) : "");
      }
    }
    return parameters;
  }

  /** Returns a text that cannot be decoded unchanged. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
