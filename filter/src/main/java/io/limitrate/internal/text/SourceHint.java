package io.limitrate.internal.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Suggests the source of a value, such as {@code form:email}, for a text in another notation: a
 * bare name, a bare JSON pointer, a path variable, or a mistyped type.
 *
 * @param plain the types of sources without a name
 * @param named the types of sources with a name
 */
public record SourceHint(List<String> plain, List<String> named) {
  private static final Pattern NAME = Pattern.compile("[^\\s:/{}|+\"]{1,50}");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]{1,50})}");
  private static final Pattern ROOT_OF_JSON_PATH = Pattern.compile("^\\$\\.?");

  /** Copies the lists. */
  public SourceHint {
    plain = List.copyOf(plain);
    named = List.copyOf(named);
  }

  /** Returns the written form of a source, for messages. */
  public String form(String type) {
    return !named.contains(type) ? type : type.equals("json") ? "json:/POINTER" : type + ":NAME";
  }

  /**
   * Returns the end of a message, such as {@code ; did you mean json:/email?}, or an empty text.
   *
   * @param ofName the suggestion for a bare name; {@code NAME} stands for the name
   */
  public String of(String text, String ofName) {
    String meant = meant(text);
    if (!meant.isEmpty()) {
      return "; did you mean " + meant + "?";
    }
    return NAME.matcher(text).matches()
        ? "; did you mean " + ofName.replace("NAME", text) + "?"
        : "";
  }

  private String meant(String text) {
    var variable = VARIABLE.matcher(text);
    if (variable.matches() && named.contains("path")) {
      return "path:" + variable.group(1);
    }
    if (text.startsWith("/") && named.contains("json")) {
      return "json:" + text;
    }
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(colon + 1);
    return Suggestion.nearest(
            colon < 0 ? text : text.substring(0, colon),
            Stream.concat(plain.stream(), named.stream()).toList())
        .map(type -> source(type, name))
        .filter(source -> !source.equals(text))
        .orElse("");
  }

  private String source(String type, String name) {
    if (name.isEmpty() || plain.contains(type)) {
      return form(type);
    }
    return type + ":" + (type.equals("json") ? pointer(name) : name);
  }

  /** Returns the JSON pointer (RFC 6901) that a name or a JSONPath probably means. */
  public static String pointer(String text) {
    return text.startsWith("/")
        ? text
        : "/" + ROOT_OF_JSON_PATH.matcher(text).replaceFirst("").replace('.', '/');
  }
}
