package io.limitrate;

/**
 * Computes SipHash-2-4-128 over whole 64-bit words.
 *
 * <p>An instance computes one hash and never leaves the method that created it, so the just-in-time
 * compiler keeps its four words in registers. Not thread-safe.
 */
final class SipHash {
  private long v0;
  private long v1;
  private long v2;
  private long v3;
  private long words;

  SipHash(long k0, long k1) {
    v0 = k0 ^ 0x736f6d6570736575L;
    v1 = k1 ^ 0x646f72616e646f6dL ^ 0xee;
    v2 = k0 ^ 0x6c7967656e657261L;
    v3 = k1 ^ 0x7465646279746573L;
  }

  void add(long word) {
    words++;
    compress(word);
  }

  Key finish() {
    // A message of whole words ends with a block that holds only its length, modulo 256.
    compress(words << 59);
    v2 ^= 0xee;
    long first = fourRounds();
    v1 ^= 0xdd;
    return new Key(first, fourRounds());
  }

  private long fourRounds() {
    compress(0);
    compress(0);
    return v0 ^ v1 ^ v2 ^ v3;
  }

  private void compress(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private void round() {
    v0 += v1;
    v2 += v3;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v1;
    v0 += v3;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 = Long.rotateLeft(v2, 32);
  }
}
