package io.limitrate.internal.identity;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose forwarding header is trusted. A request counts for the last address that a
 * trusted proxy names, never for an address that only the client claims.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ranges the addresses of the proxies; with no range and {@code unix} false, no header is
 *     read
 * @param ipv6PrefixBits the number of bits of an IPv6 address that count, 1 to 128
 * @param header the header that these proxies write; clients can write any other header
 * @param unix whether peers without an address, which connect by a Unix domain socket, are proxies
 */
public record TrustedProxies(
    List<Cidr> ranges, int ipv6PrefixBits, ForwardingHeader header, boolean unix) {
  /** The name, in the configuration, of proxies that connect by a Unix domain socket. */
  public static final String UNIX = "unix";

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the prefix is out of range
   */
  public TrustedProxies {
    ranges = List.copyOf(ranges);
    if (ipv6PrefixBits < 1 || ipv6PrefixBits > IpAddress.BITS) {
      throw new IllegalArgumentException(
          "IPv6 prefix " + ipv6PrefixBits + ": must be from 1 to " + IpAddress.BITS);
    }
  }

  /** Returns a setting without trusted proxies: every request counts for its peer. */
  public static TrustedProxies none() {
    return of(List.of());
  }

  /**
   * Returns a setting that reads X-Forwarded-For from these ranges and counts IPv6 addresses by
   * /64.
   */
  public static TrustedProxies of(List<Cidr> ranges) {
    return new TrustedProxies(
        ranges, ClientAddress.DEFAULT_IPV6_PREFIX_BITS, ForwardingHeader.X_FORWARDED_FOR, false);
  }

  /**
   * Returns the address that a request counts for, in the form of {@link ClientAddress#canonical}.
   *
   * <p>If the peer is trusted, the header is read from right to left, across all its lines, as long
   * as the last read address is trusted. The last read address is the client. Reading stops at the
   * first address that is not trusted, at an entry without an address ({@code unknown}, {@code
   * _hidden}, malformed), after 64 entries or 4,096 characters, or at the left end of the header. A
   * request that passed only trusted addresses counts for the left-most one.
   *
   * @param peer the peer address that the container reports
   * @param headers all lines of a header by its name, in order, such as {@code
   *     request::getHeaders}; called only if the peer is trusted
   * @return null if the peer has no address, as over a Unix domain socket, and is not trusted, or
   *     names no client
   */
  public @Nullable String clientAddress(
      @Nullable String peer, Function<String, @Nullable Enumeration<String>> headers) {
    IpAddress proxy = trustsNobody() || peer == null ? null : ClientAddress.parse(peer);
    if (!trusts(proxy)) {
      return ClientAddress.canonical(peer, ipv6PrefixBits);
    }
    Enumeration<String> lines = headers.apply(header.fieldName());
    IpAddress client = lines == null ? proxy : farthestVouchedFor(proxy, new Hops(lines));
    return client == null ? null : ClientAddress.text(client, ipv6PrefixBits);
  }

  private @Nullable IpAddress farthestVouchedFor(@Nullable IpAddress proxy, Hops hops) {
    IpAddress client = proxy;
    do {
      String hop = hops.next();
      IpAddress address = hop == null ? null : header.address(hop);
      if (address == null) {
        return client;
      }
      client = address;
    } while (trusts(client));
    return client;
  }

  /** Returns the same setting, which does not cut IPv6 addresses to a prefix. */
  public TrustedProxies uncut() {
    return new TrustedProxies(ranges, IpAddress.BITS, header, unix);
  }

  /** Returns whether a peer is a trusted proxy; {@code null} is a peer without an address. */
  public boolean trusts(@Nullable String peer) {
    return !trustsNobody() && trusts(peer == null ? null : ClientAddress.parse(peer));
  }

  /** Returns whether a peer is a trusted proxy; {@code null} is a peer without an address. */
  boolean trusts(@Nullable IpAddress address) {
    return address == null ? unix : contains(address);
  }

  private boolean contains(IpAddress address) {
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether there are no trusted proxies, so that every request counts for its peer. */
  public boolean trustsNobody() {
    return ranges.isEmpty() && !unix;
  }

  /**
   * Returns whether any IPv4 client or any IPv6 client can choose the address that it counts for.
   */
  public boolean trustsEveryone() {
    return ranges.stream().anyMatch(Cidr::isEveryAddress);
  }

  /** Returns the ranges in the form of the configuration. */
  @Override
  public String toString() {
    List<String> peers = new ArrayList<>(ranges.stream().map(Cidr::toString).toList());
    if (unix) {
      peers.add(UNIX);
    }
    return String.join(", ", peers);
  }
}
