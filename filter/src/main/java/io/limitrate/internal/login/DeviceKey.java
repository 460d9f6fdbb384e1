package io.limitrate.internal.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.limitrate.internal.login.challenge.Hashes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** Signs device cookies by HMAC-SHA-256 (RFC 2104). Immutable and thread-safe. */
final class DeviceKey {
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final byte[] ID_PREFIX = "limitrate device key\0".getBytes(UTF_8);
  private static final int ID_BYTES = 4;
  private static final int TAG_BYTES = 16;

  private final byte[] secret;
  private final String id;

  DeviceKey(byte[] secret) {
    this.secret = secret.clone();
    ByteBuffer named = ByteBuffer.allocate(ID_PREFIX.length + secret.length);
    this.id = text(Hashes.sha256(named.put(ID_PREFIX).put(secret).array()), ID_BYTES);
  }

  /** Returns the identifier of the key, which reveals nothing about the key. */
  String id() {
    return id;
  }

  /** Returns the signature of a text for this login. */
  String signature(String login, String text) {
    byte[] mac = hmac("cookie", login, text);
    return text(mac, mac.length);
  }

  /**
   * Returns the tag that binds a cookie to a user. The tag includes the nonce of the cookie, so two
   * browsers of one user have different tags.
   */
  String userTag(String login, String nonce, String username) {
    return text(hmac("user", login, nonce, username), TAG_BYTES);
  }

  /** No part but the last contains a zero, so two different lists never become the same bytes. */
  private byte[] hmac(String... parts) {
    return Hashes.hmacSha256(secret, String.join("\0", parts).getBytes(UTF_8));
  }

  static String text(byte[] bytes, int length) {
    return TEXT.encodeToString(Arrays.copyOf(bytes, length));
  }
}
