package io.limitrate.internal.identity;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word is taken for the address of a client: a request counts for the last
 * address that a trusted proxy vouches for, never for what a client claims.
 *
 * <p>Immutable and thread-safe.
 *
 * @param ranges the addresses of the proxies; none, and no header is ever looked at
 * @param ipv6PrefixBits how many bits of an IPv6 address count, 1 to 128
 * @param header the one header that these proxies write; any other is a client's own word
 * @param unix whether peers without an address are proxies too, which connect by a Unix domain
 *     socket
 */
public record TrustedProxies(
    List<Cidr> ranges, int ipv6PrefixBits, ForwardingHeader header, boolean unix) {
  /** The word for proxies that connect by a Unix domain socket. */
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

  /** Returns a setting that trusts nobody: every request counts for its peer. */
  public static TrustedProxies none() {
    return of(List.of());
  }

  /** Returns a setting that takes X-Forwarded-For from these ranges, and counts IPv6 by /64. */
  public static TrustedProxies of(List<Cidr> ranges) {
    return new TrustedProxies(
        ranges, ClientAddress.DEFAULT_IPV6_PREFIX_BITS, ForwardingHeader.X_FORWARDED_FOR, false);
  }

  /**
   * Returns the address that a request counts for, in the form of {@link ClientAddress#canonical}.
   * From the peer on, the header is read from its right end, over all its lines, as long as the
   * address read last is trusted; the last one read is the client. So the walk ends at the first
   * address that is not trusted, at an entry that is no address ({@code unknown}, {@code _hidden},
   * malformed), after 64 entries or 4,096 characters, or at the header's left end: a request that
   * comes through trusted addresses only counts for the left-most of them.
   *
   * @param peer what the container reports as the peer's address
   * @param headers all lines of a header by its name, in order, as {@code request::getHeaders};
   *     asked only if the peer is trusted
   * @return null if the peer has no address, as over a Unix domain socket, and is not trusted to
   *     name one
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

  /** Returns whether a peer is a proxy; {@code null} is one without an address. */
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

  /** Returns whether every request counts for its peer. */
  public boolean trustsNobody() {
    return ranges.isEmpty() && !unix;
  }

  /** Returns whether any client of IPv4 or of IPv6 can choose the address that it counts for. */
  public boolean trustsEveryone() {
    return ranges.stream().anyMatch(Cidr::isEveryAddress);
  }

  /** Returns the ranges as they are configured. */
  @Override
  public String toString() {
    List<String> peers = new ArrayList<>(ranges.stream().map(Cidr::toString).toList());
    if (unix) {
      peers.add(UNIX);
    }
    return String.join(", ", peers);
  }
}
