package io.limitrate.internal.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form that a container has parsed: its parameters without those of the query string, whose
 * values come first.
 */
final class ParsedForm {
  private ParsedForm() {}

  /** All fields with all values. */
  static Map<String, List<String>> fields(HttpServletRequest request) {
    Map<String, Integer> ofQuery = namesOfQuery(request);
    Map<String, List<String>> fields = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              int from = Math.min(values.length, ofQuery.getOrDefault(name, 0));
              if (from < values.length) {
                fields.put(name, List.of(Arrays.copyOfRange(values, from, values.length)));
              }
            });
    return fields;
  }

  /** Whether there is one: then there are more parameters than in the query. */
  static boolean exists(HttpServletRequest request) {
    return !fields(request).isEmpty();
  }

  /** Writes the form for an application that reads it as a stream, in the spelling of browsers. */
  static byte[] text(HttpServletRequest request) {
    String declared = request.getCharacterEncoding();
    if (declared != null) {
      return text(request, Charset.forName(declared));
    }
    byte[] utf8 = text(request, StandardCharsets.UTF_8);
    byte[] latin = text(request, StandardCharsets.ISO_8859_1);
    // A container does not tell which of the two it decodes with; the length of the body does, but
    // for what a client escapes and browsers do not.
    long length = request.getContentLengthLong();
    return length >= 0 && Math.abs(latin.length - length) < Math.abs(utf8.length - length)
        ? latin
        : utf8;
  }

  private static byte[] text(HttpServletRequest request, Charset charset) {
    StringBuilder text = new StringBuilder();
    fields(request)
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        text.append(text.isEmpty() ? "" : "&")
                            .append(URLEncoder.encode(name, charset))
                            .append('=')
                            .append(URLEncoder.encode(value, charset))));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** How often each name is in the query string. */
  static Map<String, Integer> namesOfQuery(HttpServletRequest request) {
    Map<String, Integer> names = new HashMap<>();
    @Nullable String query = request.getQueryString();
    if (query != null) {
      FormFields.forEach(
          query, StandardCharsets.UTF_8, (name, value) -> names.merge(name, 1, Integer::sum));
    }
    return names;
  }
}
