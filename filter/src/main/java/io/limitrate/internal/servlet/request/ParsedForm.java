package io.limitrate.internal.servlet.request;

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
 * Reads the form that a container has parsed: the request's parameters without the parameters of
 * the query string, which come first.
 */
public final class ParsedForm {
  private ParsedForm() {}

  /** Returns all fields with all values. */
  public static Map<String, List<String>> fields(HttpServletRequest request) {
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

  /** Returns whether the form has fields: the request has more parameters than the query string. */
  static boolean exists(HttpServletRequest request) {
    return !fields(request).isEmpty();
  }

  /** Encodes the form as browsers do, for an application that reads it as a stream. */
  public static byte[] text(HttpServletRequest request) {
    String declared = request.getCharacterEncoding();
    if (declared != null) {
      return text(request, Charset.forName(declared));
    }
    byte[] utf8 = text(request, StandardCharsets.UTF_8);
    byte[] latin = text(request, StandardCharsets.ISO_8859_1);
    // The container does not tell its charset. The length of the body shows it, unless the client
    // escapes more characters than browsers do.
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

  /** Counts how often each name occurs in the query string. */
  public static Map<String, Integer> namesOfQuery(HttpServletRequest request) {
    Map<String, Integer> names = new HashMap<>();
    @Nullable String query = request.getQueryString();
    if (query != null) {
      FormFields.forEach(
          query, StandardCharsets.UTF_8, (name, value) -> names.merge(name, 1, Integer::sum));
    }
    return names;
  }
}
