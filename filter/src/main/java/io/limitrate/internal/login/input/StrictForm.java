package io.limitrate.internal.login.input;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code application/x-www-form-urlencoded} bytes, and rejects bytes that two readers could
 * understand differently. Serves one form. Not thread-safe.
 */
public final class StrictForm {
  private static final String WHAT = "the form";

  private final byte[] body;
  private final byte[] decoded;
  private final Charset charset;
  private final Map<String, List<String>> fields = new LinkedHashMap<>();

  private StrictForm(byte[] body, Charset charset) {
    this.body = body;
    this.decoded = new byte[body.length];
    this.charset = charset;
  }

  /** Returns all fields with all their values, in order. */
  public static Map<String, List<String>> read(byte[] body, Charset charset)
      throws MalformedInputException {
    StrictForm form = new StrictForm(body, charset);
    for (int from = 0; from < body.length; ) {
      int end = form.find('&', from, body.length);
      if (end > from) {
        form.add(from, end);
      }
      from = end + 1;
    }
    return form.fields;
  }

  private void add(int from, int end) throws MalformedInputException {
    int equals = find('=', from, end);
    String name = decode(from, equals);
    String value = decode(Math.min(equals + 1, end), end);
    fields.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
  }

  private int find(char wanted, int from, int end) {
    int at = from;
    while (at < end && body[at] != wanted) {
      at++;
    }
    return at;
  }

  private String decode(int from, int end) throws MalformedInputException {
    int length = 0;
    for (int at = from; at < end; at++) {
      switch (body[at]) {
        case '%' -> {
          decoded[length++] = octet(at, end);
          at += 2;
        }
        case '+' -> decoded[length++] = ' ';
        default -> decoded[length++] = body[at];
      }
    }
    return StrictText.decode(decoded, length, charset, WHAT);
  }

  private byte octet(int percent, int end) throws MalformedInputException {
    int octet = percent + 2 < end ? hex(percent + 1) << 4 | hex(percent + 2) : -1;
    if (octet < 0) {
      throw MalformedInputException.badRequest("a % in the form must precede two hex digits");
    }
    return (byte) octet;
  }

  private int hex(int at) {
    return Character.digit(body[at] & 0xff, 16);
  }
}
