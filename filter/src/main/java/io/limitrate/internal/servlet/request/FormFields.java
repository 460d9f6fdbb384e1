package io.limitrate.internal.servlet.request;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code application/x-www-form-urlencoded} text, and skips fields that cannot be decoded.
 */
public final class FormFields {
  private FormFields() {}

  /** Returns the decoded value of the first field of this name; {@code null} if there is none. */
  static @Nullable String first(String text, Charset charset, String name) {
    for (int from = 0; from < text.length(); ) {
      int end = end(text, from);
      int equals = equals(text, from, end);
      if (name.equals(decode(text, from, equals, charset))) {
        return decode(text, Math.min(equals + 1, end), end, charset);
      }
      from = end + 1;
    }
    return null;
  }

  /** Returns whether a field has this name. */
  static boolean has(String text, Charset charset, String name) {
    return first(text, charset, name) != null;
  }

  /** Passes name and value of each decodable field to the consumer, in order. */
  public static void forEach(String text, Charset charset, BiConsumer<String, String> field) {
    for (int from = 0; from < text.length(); ) {
      int end = end(text, from);
      int equals = equals(text, from, end);
      String name = decode(text, from, equals, charset);
      String value = decode(text, Math.min(equals + 1, end), end, charset);
      if (name != null && value != null && end > from) {
        field.accept(name, value);
      }
      from = end + 1;
    }
  }

  private static int end(String text, int from) {
    int end = text.indexOf('&', from);
    return end < 0 ? text.length() : end;
  }

  private static int equals(String text, int from, int end) {
    int equals = text.indexOf('=', from);
    return equals < 0 || equals > end ? end : equals;
  }

  private static @Nullable String decode(String text, int from, int to, Charset charset) {
    try {
      return URLDecoder.decode(text.substring(from, to), charset);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
