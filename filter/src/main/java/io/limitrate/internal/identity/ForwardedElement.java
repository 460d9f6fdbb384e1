package io.limitrate.internal.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameter {@code for} of one element of a Forwarded header (RFC 7239, section 4). A
 * malformed element is ignored as a whole. White space around semicolons is accepted, because it
 * causes no ambiguity.
 */
final class ForwardedElement {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private final String text;
  private int at;
  private @Nullable String node;

  ForwardedElement(String text) {
    this.text = text;
  }

  /**
   * Returns the value of {@code for}; null if there is none, if there are two, or if the element is
   * malformed.
   */
  @Nullable String node() {
    while (at < text.length()) {
      if (!readPair()) {
        return null;
      }
    }
    return node;
  }

  private boolean readPair() {
    int equals = text.indexOf('=', at);
    if (equals < 0) {
      return false;
    }
    String name = text.substring(at, equals).strip();
    if (!TOKEN.matcher(name).matches()) {
      return false;
    }
    at = equals + 1;
    String value = at < text.length() && text.charAt(at) == '"' ? readQuoted() : readToken();
    if (value == null || !name.equalsIgnoreCase("for")) {
      return value != null;
    }
    boolean first = node == null;
    node = value;
    return first;
  }

  private @Nullable String readToken() {
    int semicolon = text.indexOf(';', at);
    int end = semicolon < 0 ? text.length() : semicolon;
    String token = text.substring(at, end).strip();
    at = end + 1;
    return token.isEmpty() || token.indexOf('"') >= 0 ? null : token;
  }

  private @Nullable String readQuoted() {
    StringBuilder value = new StringBuilder();
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return skipToNextPair(i + 1) ? value.toString() : null;
      }
      boolean escape = c == '\\' && i + 1 < text.length();
      value.append(escape ? text.charAt(++i) : c);
    }
    return null;
  }

  private boolean skipToNextPair(int from) {
    int semicolon = text.indexOf(';', from);
    int end = semicolon < 0 ? text.length() : semicolon;
    at = end + 1;
    return text.substring(from, end).isBlank();
  }
}
