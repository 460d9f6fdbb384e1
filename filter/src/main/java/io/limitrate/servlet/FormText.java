package io.limitrate.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the form that a container has parsed, for an application that reads it as a stream: all
 * fields with all values, in the spelling of browsers.
 */
final class FormText {
  private FormText() {}

  static byte[] of(HttpServletRequest request) {
    String declared = request.getCharacterEncoding();
    if (declared != null) {
      return text(request, Charset.forName(declared));
    }
    byte[] utf8 = text(request, StandardCharsets.UTF_8);
    byte[] latin = text(request, StandardCharsets.ISO_8859_1);
    // A container does not tell which of the two it decodes with; the length of the body does.
    return latin.length == request.getContentLengthLong() ? latin : utf8;
  }

  private static byte[] text(HttpServletRequest request, Charset charset) {
    Map<String, Integer> ofQuery = namesOfQuery(request);
    StringBuilder text = new StringBuilder();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              for (int i = ofQuery.getOrDefault(name, 0); i < values.length; i++) {
                text.append(text.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(name, charset))
                    .append('=')
                    .append(URLEncoder.encode(values[i], charset));
              }
            });
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether the container has parsed a form: then there are more parameters than in the query. */
  static boolean isParsed(HttpServletRequest request) {
    int all = request.getParameterMap().values().stream().mapToInt(values -> values.length).sum();
    return all > namesOfQuery(request).values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How often each name is in the query string, whose values come before those of the form. */
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
