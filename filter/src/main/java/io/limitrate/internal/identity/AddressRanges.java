package io.limitrate.internal.identity;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of addresses: all addresses of many networks. Immutable and thread-safe.
 *
 * <p>Sorted ranges instead of a trie: see docs/rationale.md. An IPv4 address is in no network of
 * IPv6 addresses, as in {@link Cidr}.
 */
public final class AddressRanges {
  private final Ipv4Ranges ipv4;
  private final Ipv6Ranges ipv6;

  private AddressRanges(List<Cidr> sorted) {
    ipv4 = new Ipv4Ranges(sorted.stream().filter(Cidr::isIpv4).toList());
    ipv6 = new Ipv6Ranges(sorted.stream().filter(network -> !network.isIpv4()).toList());
  }

  /** Returns the addresses of these networks, which may overlap. */
  public static AddressRanges of(Collection<Cidr> networks) {
    return new AddressRanges(networks.stream().sorted(order()).toList());
  }

  /**
   * Orders networks by their first address. Of two networks that begin together, the wider is
   * first.
   */
  public static Comparator<Cidr> order() {
    return Comparator.<Cidr>comparingLong(network -> network.high() + Long.MIN_VALUE)
        .thenComparingLong(network -> network.low() + Long.MIN_VALUE)
        .thenComparingInt(Cidr::prefixBits);
  }

  /**
   * Returns whether an address is in the set. An address that NAT64 made of an IPv4 address is in
   * the networks of both. Allocates nothing for an IPv4 address.
   *
   * @param literal an address without a prefix; any other text, and {@code null}, is in no set
   */
  public boolean contains(@Nullable String literal) {
    if (literal == null) {
      return false;
    }
    long bits = Ipv4Parser.parse(literal, 0, literal.length());
    if (bits != Ipv4Parser.NONE) {
      return ipv4.contains((int) bits, (int) bits);
    }
    IpAddress address = literal.indexOf(':') < 0 ? null : ClientAddress.parse(literal);
    return address != null && (contains(address, address) || containsTranslated(address));
  }

  private boolean containsTranslated(IpAddress address) {
    return address.isTranslated() && ipv4.contains((int) address.low(), (int) address.low());
  }

  /** Returns whether all addresses of a network are in the set. */
  public boolean contains(Cidr network) {
    return network.isIpv4() == network.last().isIpv4()
        && contains(new IpAddress(network.high(), network.low()), network.last());
  }

  private boolean contains(IpAddress first, IpAddress last) {
    return first.isIpv4()
        ? ipv4.contains((int) first.low(), (int) last.low())
        : ipv6.contains(first.high(), first.low(), last.high(), last.low());
  }
}
