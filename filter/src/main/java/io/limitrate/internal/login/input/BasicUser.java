package io.limitrate.internal.login.input;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads the user of {@code Authorization: Basic} (RFC 7617), in UTF-8. */
final class BasicUser {
  private static final String SCHEME = "Basic ";
  private static final String RULE =
      "Authorization: Basic must be base64 of user:password in UTF-8";

  private BasicUser() {}

  /** Returns the user, or {@code null} for another scheme. */
  static @Nullable String read(String authorization) throws MalformedInputException {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    byte[] decoded = decode(authorization.substring(SCHEME.length()).strip());
    String credentials =
        StrictText.decode(decoded, decoded.length, StandardCharsets.UTF_8, "Authorization: Basic");
    int colon = credentials.indexOf(':');
    if (colon < 0) {
      throw MalformedInputException.badRequest(RULE);
    }
    return credentials.substring(0, colon);
  }

  /**
   * The JDK's decoder accepts missing padding and ignores unused bits, so the result is encoded
   * again and compared.
   */
  private static byte[] decode(String base64) throws MalformedInputException {
    try {
      byte[] decoded = Base64.getDecoder().decode(base64);
      if (Base64.getEncoder().encodeToString(decoded).equals(base64)) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      // Rejected below, as a text that is not its own encoding.
    }
    throw MalformedInputException.badRequest(RULE);
  }
}
