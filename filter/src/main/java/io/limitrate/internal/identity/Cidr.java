package io.limitrate.internal.identity;

/**
 * A range of addresses: {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address (RFC 4632,
 * RFC 4291). A range of IPv4-mapped addresses equals the IPv4 range.
 *
 * <p>Immutable and thread-safe.
 *
 * @param high the first 64 bits of the lowest address; an IPv4 address is in its mapped form
 * @param low the last 64 bits of the lowest address
 * @param prefixBits the number of leading bits that all addresses of the range share, 0 to 128
 */
public record Cidr(long high, long low, int prefixBits) {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the prefix is out of range, or a bit after the prefix is
   *     set
   */
  public Cidr {
    if (prefixBits < 0 || prefixBits > IpAddress.BITS) {
      throw invalid(Integer.toString(prefixBits), "prefix must be from 0 to " + IpAddress.BITS);
    }
    IpAddress network = new IpAddress(high, low);
    if (!network.hasPrefix(high, low, prefixBits)) {
      throw invalid(network + " with a prefix of " + prefixBits, "bits behind it must be zero");
    }
  }

  /**
   * Parses an address, alone or with a prefix length.
   *
   * @throws IllegalArgumentException if the text is anything else, such as a host name, or has a
   *     bit set after the prefix; the message contains the text and the rule
   */
  public static Cidr parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    IpAddress network = IpAddress.parse(literal);
    if (network == null) {
      throw invalid(text, "must be an IPv4 or IPv6 address, alone or with /prefix");
    }
    int widest = literal.indexOf(':') < 0 ? IpAddress.IPV4_BITS : IpAddress.BITS;
    int bits = slash < 0 ? widest : prefixBits(text, slash + 1, widest);
    int prefixBits = bits + IpAddress.BITS - widest;
    if (!network.hasPrefix(network.high(), network.low(), prefixBits)) {
      throw invalid(text, "bits behind the prefix must be zero" + meant(network, prefixBits, text));
    }
    return new Cidr(network.high(), network.low(), prefixBits);
  }

  private static String meant(IpAddress address, int prefixBits, String text) {
    IpAddress network = address.prefix(prefixBits);
    return network.isIpv4() == address.isIpv4()
        ? "; did you mean " + network + text.substring(text.indexOf('/')) + "?"
        : "";
  }

  private static int prefixBits(String text, int from, int widest) {
    String digits = text.substring(from);
    int bits = digits.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    if (bits > widest) {
      throw invalid(text, "prefix must be from 0 to " + widest);
    }
    return bits;
  }

  private static IllegalArgumentException invalid(String value, String rule) {
    return new IllegalArgumentException("\"" + value + "\": " + rule);
  }

  /**
   * Returns whether the address is in this range. An IPv4 address is in no range of IPv6 addresses,
   * not even in {@code ::/0}.
   */
  boolean contains(IpAddress address) {
    return address.isIpv4() == isIpv4() && address.hasPrefix(high, low, prefixBits);
  }

  /** Returns whether all addresses of the other range are in this range. */
  public boolean covers(Cidr other) {
    return prefixBits <= other.prefixBits && contains(other.network());
  }

  /** Returns whether this is the range of all IPv4 or all IPv6 addresses. */
  public boolean isEveryAddress() {
    return prefixBits == (isIpv4() ? IpAddress.MAPPED_PREFIX_BITS : 0);
  }

  boolean isIpv4() {
    return prefixBits >= IpAddress.MAPPED_PREFIX_BITS && network().isIpv4();
  }

  private IpAddress network() {
    return new IpAddress(high, low);
  }

  /** Returns the last address of this range. */
  IpAddress last() {
    return network().filled(prefixBits);
  }

  /** Returns the text that {@link #parse} reads. */
  @Override
  public String toString() {
    int bits = isIpv4() ? prefixBits - IpAddress.MAPPED_PREFIX_BITS : prefixBits;
    return network() + "/" + bits;
  }
}
