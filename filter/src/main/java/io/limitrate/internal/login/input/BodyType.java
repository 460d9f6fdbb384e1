package io.limitrate.internal.login.input;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type that a request declares for its body. */
public enum BodyType {
  /** {@code application/x-www-form-urlencoded}. */
  FORM,
  /** {@code application/json}, or another type with the syntax of JSON (RFC 6839, section 3.1). */
  JSON,
  /** Another type, or no type. */
  OTHER;

  /** Returns the type that a Content-Type header names. */
  public static BodyType of(@Nullable String contentType) {
    String type = mediaType(contentType);
    if (type.equals("application/x-www-form-urlencoded")) {
      return FORM;
    }
    boolean json =
        type.equals("application/json")
            || (type.startsWith("application/") && type.endsWith("+json"));
    return json ? JSON : OTHER;
  }

  private static String mediaType(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
