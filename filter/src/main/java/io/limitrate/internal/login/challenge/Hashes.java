package io.limitrate.internal.login.challenge;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hashes that every Java platform has. */
final class Hashes {
  private Hashes() {}

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * HMAC-SHA-256 over the parts, as lower-case hexadecimal digits. Each part goes in with its
   * length, so that no two lists are the same bytes.
   */
  static String seal(byte[] key, List<String> parts) {
    Mac mac = mac("HmacSHA256", key);
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      mac.update(bytes);
    }
    return HexFormat.of().formatHex(mac.doFinal());
  }

  /**
   * The first block of PBKDF2 (RFC 8018, section 5.2): as many bytes as the HMAC has. The JDK's own
   * takes characters for a password, and not every password of bytes is such a text.
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

  /** Whether they are the same, in a time that does not tell where they differ. */
  static boolean same(String one, String other) {
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
