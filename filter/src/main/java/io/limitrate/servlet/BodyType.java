package io.limitrate.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request's body says that it is. */
enum BodyType {
  /** {@code application/x-www-form-urlencoded}. */
  FORM,
  /** {@code application/json}, or a type of that syntax (RFC 6839, section 3.1). */
  JSON,
  /** Anything else, or nothing. */
  OTHER;

  /** Asks for the header itself: Jetty's getContentType throws for a charset that it lacks. */
  static @Nullable String declared(HttpServletRequest request) {
    return request.getHeader("Content-Type");
  }

  static BodyType of(@Nullable String contentType) {
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
