package io.limitrate;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Who is counted, as a keyed hash of fixed size that tells nothing about the value it stands for.
 *
 * <p>A key is made from a secret by adding typed parts, one after the other: {@code
 * secret.with(POLICY, "api").with(ADDRESS, "192.0.2.1")}. Each part is hashed with its type and its
 * length under the key so far, so different sequences of parts give different keys, save for the
 * collisions of a 128-bit hash: {@code "a:b"} is never {@code "a"} followed by {@code ":b"}, and a
 * user named like an address is not that address. Who does not know the secret can neither look for
 * collisions nor test guesses. Nodes that share a store have to share the secret.
 *
 * <p>Immutable and thread-safe.
 *
 * @param high the first eight bytes, little-endian
 * @param low the last eight bytes, little-endian
 * @see <a href="https://doi.org/10.1007/978-3-642-34931-7_28">Aumasson, Bernstein: SipHash, a fast
 *     short-input PRF (2012)</a>, here SipHash-2-4 with its 128-bit output
 */
public record Key(long high, long low) {
  /** Stands where a text has its length, which is never negative. */
  private static final int NUMBER = -1;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /**
   * Returns the key that all others are derived from.
   *
   * @param secret 16 bytes that nobody can guess
   * @throws IllegalArgumentException if there are not exactly 16 bytes
   */
  public static Key secret(byte[] secret) {
    if (secret.length != 16) {
      throw new IllegalArgumentException("secret of " + secret.length + " bytes: must be 16 bytes");
    }
    return new Key(littleEndian(secret, 0), littleEndian(secret, 8));
  }

  /** Returns a fresh secret, for state that no other process shares. */
  public static Key random() {
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    return secret(secret);
  }

  /** Returns the key of everything so far and this text, taken as its UTF-16 code units. */
  public Key with(int type, String value) {
    SipHash hash = new SipHash(high, low);
    hash.add(header(type, value.length()));
    for (int i = 0; i < value.length(); i += 4) {
      hash.add(word(value, i));
    }
    return hash.finish();
  }

  /** Returns the key of everything so far and this number, which is not the number's text. */
  public Key with(int type, long value) {
    SipHash hash = new SipHash(high, low);
    hash.add(header(type, NUMBER));
    hash.add(value);
    return hash.finish();
  }

  /** Any bits of a keyed hash are as good as others, and hash tables are safe from flooding. */
  @Override
  public int hashCode() {
    return (int) (low ^ (low >>> 32));
  }

  /** Returns the key's 16 bytes in 22 characters of the alphabet of RFC 4648, section 5. */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    return ENCODER.encodeToString(bytes.putLong(high).putLong(low).array());
  }

  /**
   * Returns the key of such a text.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Key ofText(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != 2 * Long.BYTES) {
      throw new IllegalArgumentException("key \"" + text + "\": must have 16 bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Key(buffer.getLong(), buffer.getLong());
  }

  /** Returns a prefix of the hash, enough to tell keys apart in a log. */
  @Override
  public String toString() {
    return "Key[" + HexFormat.of().toHexDigits(Long.reverseBytes(high)).substring(0, 8) + "]";
  }

  private static long header(int type, int length) {
    return (long) type << 32 | (length & 0xFFFF_FFFFL);
  }

  /** Returns four chars, the first one in the lowest bits; zeros follow the end of the text. */
  private static long word(String text, int from) {
    return from + 4 <= text.length() ? fourChars(text, from) : lastChars(text, from);
  }

  private static long fourChars(String text, int from) {
    return text.charAt(from)
        | (long) text.charAt(from + 1) << 16
        | (long) text.charAt(from + 2) << 32
        | (long) text.charAt(from + 3) << 48;
  }

  private static long lastChars(String text, int from) {
    long word = 0;
    for (int i = text.length() - 1; i >= from; i--) {
      word = word << 16 | text.charAt(i);
    }
    return word;
  }

  private static long littleEndian(byte[] bytes, int from) {
    long word = 0;
    for (int i = from + 7; i >= from; i--) {
      word = word << 8 | (bytes[i] & 0xFF);
    }
    return word;
  }
}
