package io.limitrate.internal.identity;

import org.jspecify.annotations.Nullable;

/** Converts a client address to the single spelling that is counted. */
public final class ClientAddress {
  /**
   * The smallest prefix that a provider assigns to a subscriber (RFC 6177). A subscriber can use
   * all addresses of the prefix.
   */
  public static final int DEFAULT_IPV6_PREFIX_BITS = 64;

  private ClientAddress() {}

  /**
   * Returns the address to count:
   *
   * <ul>
   *   <li>an IPv4 address unchanged, as the same instance and without an allocation;
   *   <li>an IPv4-mapped address, or an address that NAT64 made of an IPv4 address, as that IPv4
   *       address;
   *   <li>any other IPv6 address as its prefix in the form of RFC 5952, {@code 2001:db8::/64}, or
   *       alone if the prefix is 128.
   * </ul>
   *
   * <p>Drops the brackets around an IPv6 address, which Jetty reports for its peers, and the zone.
   *
   * @param literal the peer address that the container reports; never looked up by DNS
   * @param ipv6PrefixBits the number of bits of an IPv6 address that count, 1 to 128
   * @return null if the literal is no address, such as the name of a Unix domain socket
   */
  public static @Nullable String canonical(@Nullable String literal, int ipv6PrefixBits) {
    if (literal == null || isIpv4(literal)) {
      return literal;
    }
    IpAddress address = parse(literal);
    return address == null ? null : text(address, ipv6PrefixBits);
  }

  private static boolean isIpv4(String literal) {
    return Ipv4Parser.parse(literal, 0, literal.length()) != Ipv4Parser.NONE;
  }

  static @Nullable IpAddress parse(String literal) {
    String bare = withoutBrackets(literal);
    int zone = bare.indexOf('%');
    return IpAddress.parse(zone > 0 && bare.indexOf(':') >= 0 ? bare.substring(0, zone) : bare);
  }

  private static String withoutBrackets(String literal) {
    boolean bracketed = literal.startsWith("[") && literal.endsWith("]");
    return bracketed && literal.indexOf(':') >= 0
        ? literal.substring(1, literal.length() - 1)
        : literal;
  }

  static String text(IpAddress address, int ipv6PrefixBits) {
    if (address.isTranslated()) {
      return IpAddress.ofIpv4((int) address.low()).toString();
    }
    if (address.isIpv4() || ipv6PrefixBits == IpAddress.BITS) {
      return address.toString();
    }
    return address.prefix(ipv6PrefixBits) + "/" + ipv6PrefixBits;
  }
}
