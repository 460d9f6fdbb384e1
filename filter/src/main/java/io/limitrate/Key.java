package io.limitrate;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Identifies who is counted. A key is a keyed hash of fixed size and reveals nothing about the
 * hashed value. Code that calls {@link Limiter#acquire} uses this type.
 *
 * <p>A key is made from a secret by adding typed parts one after the other: {@code
 * secret.with(POLICY, "api").with(ADDRESS, "192.0.2.1")}. Each part is hashed with its type and its
 * length, with the key so far as hash key. So different sequences of parts give different keys,
 * except for collisions of a 128-bit hash: {@code "a:b"} differs from {@code "a"} followed by
 * {@code ":b"}, and a user with the name of an address differs from that address. Without the
 * secret nobody can search for collisions or test guesses. Nodes that share a store need the same
 * secret.
 *
 * <p>Immutable and thread-safe.
 *
 * @param high the first eight bytes, little-endian
 * @param low the last eight bytes, little-endian
 * @see <a href="https://doi.org/10.1007/978-3-642-34931-7_28">Aumasson, Bernstein: SipHash, a fast
 *     short-input PRF (2012)</a>, here SipHash-2-4 with its 128-bit output
 */
public record Key(long high, long low) {
  /**
   * Marks a number in the header of a part, where a text has its length, which is never negative.
   */
  private static final int NUMBER = -1;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /**
   * Returns the key that all other keys are derived from.
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

  /** Returns a random secret, for state that no other process shares. */
  public static Key random() {
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    return secret(secret);
  }

  /**
   * Returns the key of all parts so far and this text. The hash covers the UTF-16 code units of the
   * text.
   */
  public Key with(int type, String value) {
    SipHash hash = new SipHash(high, low);
    hash.add(header(type, value.length()));
    for (int i = 0; i < value.length(); i += 4) {
      hash.add(word(value, i));
    }
    return hash.finish();
  }

  /**
   * Returns the key of all parts so far and this number. A number and its decimal text give
   * different keys.
   */
  public Key with(int type, long value) {
    SipHash hash = new SipHash(high, low);
    hash.add(header(type, NUMBER));
    hash.add(value);
    return hash.finish();
  }

  /**
   * Returns 32 bits of the keyed hash. Without the secret nobody can choose keys that collide in a
   * hash table.
   */
  @Override
  public int hashCode() {
    return (int) (low ^ (low >>> 32));
  }

  /** Returns the 16 bytes of the key as 22 characters of the alphabet of RFC 4648, section 5. */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    return ENCODER.encodeToString(bytes.putLong(high).putLong(low).array());
  }

  /**
   * Returns the key that {@link #text} has written.
   *
   * @throws IllegalArgumentException if the text is no key
   */
  public static Key ofText(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    if (bytes.length != 2 * Long.BYTES) {
      throw new IllegalArgumentException("key \"" + text + "\": must have 16 bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Key(buffer.getLong(), buffer.getLong());
  }

  /** Returns a prefix of the hash, which is enough to distinguish keys in a log. */
  @Override
  public String toString() {
    return "Key[" + HexFormat.of().toHexDigits(Long.reverseBytes(high)).substring(0, 8) + "]";
  }

  private static long header(int type, int length) {
    return (long) type << 32 | (length & 0xFFFF_FFFFL);
  }

  /**
   * Returns four chars, the first one in the lowest bits; zeros fill the word after the end of the
   * text.
   */
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
