package io.limitrate.internal.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs device cookies by HMAC-SHA-256 (RFC 2104). Immutable and thread-safe.
 *
 * <p>Each signature creates a Mac. A Mac per thread would keep the application's class loader alive
 * after undeployment.
 */
final class DeviceKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final int ID_BYTES = 4;
  private static final int TAG_BYTES = 16;

  private final SecretKeySpec key;
  private final String id;

  DeviceKey(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.id = text(sha256(bytes("limitrate device key\0"), secret), ID_BYTES);
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
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(bytes(String.join("\0", parts)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is in every Java platform", e);
    }
  }

  private static byte[] sha256(byte[] first, byte[] second) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(first);
      return digest.digest(second);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is in every Java platform", e);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String text(byte[] bytes, int length) {
    return TEXT.encodeToString(Arrays.copyOf(bytes, length));
  }
}
