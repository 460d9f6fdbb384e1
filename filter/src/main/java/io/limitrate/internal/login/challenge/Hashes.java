package io.limitrate.internal.login.challenge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes hashes that every Java platform has.
 *
 * <p>Each hash creates its Mac. A Mac per thread would keep the application's class loader alive
 * after undeployment.
 */
public final class Hashes {
  private static final String HMAC_SHA256 = "HmacSHA256";

  private Hashes() {}

  /** Returns SHA-256 over the bytes. */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns HMAC-SHA-256 (RFC 2104) over the bytes. */
  public static byte[] hmacSha256(byte[] key, byte[] bytes) {
    return mac(HMAC_SHA256, key).doFinal(bytes);
  }

  /**
   * Returns HMAC-SHA-256 over the parts as lower-case hexadecimal digits. The length of each part
   * is included, so two different lists never become the same bytes.
   */
  static String seal(byte[] key, List<String> parts) {
    Mac mac = mac(HMAC_SHA256, key);
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      mac.update(bytes);
    }
    return HexFormat.of().formatHex(mac.doFinal());
  }

  /**
   * Returns the first block of PBKDF2 (RFC 8018, section 5.2), which is as long as the HMAC. The
   * JDK's own PBKDF2 takes a password of characters, which cannot represent every password of
   * bytes.
   */
  static byte[] pbkdf2(String hmac, byte[] password, byte[] salt, int iterations) {
    Mac mac = mac(hmac, password);
    mac.update(salt);
    byte[] last = mac.doFinal(new byte[] {0, 0, 0, 1});
    byte[] block = last.clone();
    for (int i = 1; i < iterations; i++) {
      last = mac.doFinal(last);
      for (int j = 0; j < block.length; j++) {
        block[j] ^= last[j];
      }
    }
    return block;
  }

  /** Compares two texts in constant time. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static Mac mac(String algorithm, byte[] key) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
