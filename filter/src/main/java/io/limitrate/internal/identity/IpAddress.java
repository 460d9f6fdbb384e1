package io.limitrate.internal.identity;

import org.jspecify.annotations.Nullable;

/**
 * An address as 128 bits in network order. An IPv4 address is represented by its IPv4-mapped IPv6
 * address, so {@code ::ffff:192.0.2.1} and {@code 192.0.2.1} are equal (RFC 4291, section 2.5.5.2).
 */
record IpAddress(long high, long low) {
  static final int BITS = 128;
  static final int IPV4_BITS = 32;
  static final int MAPPED_PREFIX_BITS = BITS - IPV4_BITS;

  private static final long MAPPED = 0xFFFFL;
  private static final long TRANSLATED = 0x0064_FF9B_0000_0000L;
  private static final int GROUPS = 8;

  static IpAddress ofIpv4(int bits) {
    return new IpAddress(0, MAPPED << IPV4_BITS | Integer.toUnsignedLong(bits));
  }

  /**
   * Parses an address literal. Returns null for a host name, a zone, brackets or a port. Never uses
   * DNS.
   */
  static @Nullable IpAddress parse(String literal) {
    if (literal.indexOf(':') >= 0) {
      return Ipv6Parser.parse(literal);
    }
    long ipv4 = Ipv4Parser.parse(literal, 0, literal.length());
    return ipv4 == Ipv4Parser.NONE ? null : ofIpv4((int) ipv4);
  }

  boolean isIpv4() {
    return high == 0 && low >>> IPV4_BITS == MAPPED;
  }

  /**
   * Returns whether NAT64 made this address of the IPv4 address in its last 32 bits, by the prefix
   * 64:ff9b::/96 (RFC 6052, section 2.1). In 64:ff9b:1::/48 (RFC 8215) each network chooses the
   * place of the IPv4 address, so that prefix is not recognised.
   */
  boolean isTranslated() {
    return hasPrefix(TRANSLATED, 0, MAPPED_PREFIX_BITS);
  }

  IpAddress prefix(int bits) {
    return new IpAddress(high & mask(bits), low & mask(bits - Long.SIZE));
  }

  /** Returns the last address that has the first bits of this one. */
  IpAddress filled(int bits) {
    return new IpAddress(high | ~mask(bits), low | ~mask(bits - Long.SIZE));
  }

  boolean hasPrefix(long prefixHigh, long prefixLow, int bits) {
    return (high & mask(bits)) == prefixHigh && (low & mask(bits - Long.SIZE)) == prefixLow;
  }

  private static long mask(int bits) {
    if (bits <= 0) {
      return 0;
    }
    return bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
  }

  /** Returns the canonical form: dotted decimal for IPv4, RFC 5952 for IPv6. */
  @Override
  public String toString() {
    return isIpv4() ? ipv4Text() : ipv6Text();
  }

  private String ipv4Text() {
    return (low >> 24 & 0xFF)
        + "."
        + (low >> 16 & 0xFF)
        + "."
        + (low >> 8 & 0xFF)
        + "."
        + (low & 0xFF);
  }

  private String ipv6Text() {
    int gap = longestRunOfZeros();
    int gapEnd = gap < 0 ? gap : gap + zerosFrom(gap);
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        text.append("::");
        i = gapEnd - 1;
      } else {
        text.append(i > 0 && i != gapEnd ? ":" : "").append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  /**
   * Returns the start of the first of the longest runs of zeros; a single zero is no run (RFC 5952,
   * section 4.2).
   */
  private int longestRunOfZeros() {
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zerosFrom(i);
      if (zeros > length) {
        start = i;
        length = zeros;
      }
    }
    return start;
  }

  private int zerosFrom(int start) {
    int end = start;
    while (end < GROUPS && group(end) == 0) {
      end++;
    }
    return end - start;
  }

  private int group(int index) {
    long half = index < GROUPS / 2 ? high : low;
    return (int) (half >>> (48 - index % 4 * 16)) & 0xFFFF;
  }
}
