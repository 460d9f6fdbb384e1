package io.limitrate.config;

import java.util.regex.Pattern;

/** Names of methods and of header fields (RFC 9110, 5.6.2). */
final class HttpToken {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private HttpToken() {}

  static String check(String text) {
    if (!TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException("must be letters, digits and !#$%&'*+-.^_`|~");
    }
    return text;
  }
}
