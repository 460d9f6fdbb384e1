package io.limitrate.shared;

import io.limitrate.Key;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Keys as texts. */
final class Keys {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private Keys() {}

  /** The key's 16 bytes in 22 characters of the alphabet of RFC 4648, section 5. */
  static String text(Key key) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    return ENCODER.encodeToString(bytes.putLong(key.high()).putLong(key.low()).array());
  }
}
