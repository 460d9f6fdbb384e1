package io.limitrate.internal.application;

import io.limitrate.internal.concurrent.RecentEntries;
import io.limitrate.internal.identity.ClientAddress;
import io.limitrate.internal.identity.ProxyWatch;
import io.limitrate.internal.identity.TrustedProxies;
import java.lang.System.Logger.Level;
import java.util.Enumeration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the address that a request counts for, and warns about undeclared proxies. Thread-safe. */
public final class ClientAddresses {
  private static final System.Logger LOG = System.getLogger(ClientAddresses.class.getName());

  /** Longer than any address; the name of a Unix domain socket may be longer. */
  private static final int LONGEST = 64;

  private final TrustedProxies proxies;
  private final TrustedProxies uncut;
  private final ProxyWatch watch;
  private final RecentEntries<Peer> recent = new RecentEntries<>(1 << 14);

  ClientAddresses(TrustedProxies proxies) {
    this.proxies = proxies;
    this.uncut = proxies.uncut();
    this.watch = new ProxyWatch(proxies);
  }

  /**
   * Returns the address that a request counts for; {@code null} if it has none.
   *
   * @param peer the address of the peer, as the container reports it
   * @param headers returns all lines of a header, as {@code request::getHeaders} does
   */
  public @Nullable String of(
      @Nullable String peer, Function<String, @Nullable Enumeration<String>> headers) {
    if (watch.watching()) {
      watch.observe(peer, headers).ifPresent(finding -> warn(finding, peer));
    }
    return proxies.clientAddress(peer, headers);
  }

  /** Returns the same address in full: an IPv6 address is not cut to its prefix. */
  public @Nullable String fullOf(
      @Nullable String peer, Function<String, @Nullable Enumeration<String>> headers) {
    return uncut.clientAddress(peer, headers);
  }

  /**
   * Returns the last line of a header if the peer is a trusted proxy, else {@code null}.
   *
   * @param lines the lines of the header; {@code null} if the request does not have it
   */
  public @Nullable String ofProxy(@Nullable String peer, @Nullable Enumeration<String> lines) {
    return lines == null || !proxies.trusts(peer) ? null : last(lines);
  }

  private static @Nullable String last(Enumeration<String> lines) {
    String last = null;
    while (lines.hasMoreElements()) {
      last = lines.nextElement();
    }
    return last;
  }

  /** Returns whether headers are needed: to trust a proxy, or to detect an undeclared proxy. */
  public boolean readsHeaders() {
    return !proxies.trustsNobody() || watch.watching();
  }

  /** Returns the address that a request counts for if no headers are needed. */
  public @Nullable String ofPeer(@Nullable String peer) {
    if (peer == null) {
      return null;
    }
    Peer known = recent.at(peer.hashCode());
    if (known != null && known.literal.equals(peer)) {
      return known.address;
    }
    Peer read = new Peer(peer, ClientAddress.canonical(peer, proxies.ipv6PrefixBits()));
    if (peer.length() <= LONGEST && recent.isMissedAgain(peer.hashCode())) {
      recent.put(peer.hashCode(), read);
    }
    return read.address;
  }

  /** A peer, as the container reports it, and the address that its requests count for. */
  private record Peer(String literal, @Nullable String address) {}

  private void warn(ProxyWatch.Finding finding, @Nullable String peer) {
    LOG.log(
        Level.WARNING,
        switch (finding) {
          case UNDECLARED_PROXY ->
              "A request from the private address "
                  + peer
                  + " names another client in X-Forwarded-For or Forwarded, which is not believed."
                  + " If that is a proxy of yours, all of its clients are counted as one: add its"
                  + " address to trustedProxies";
          case OTHER_HEADER ->
              "The trusted proxy "
                  + peer
                  + " sends no "
                  + proxies.header().fieldName()
                  + ", but the other of X-Forwarded-For and Forwarded: all of its clients are"
                  + " counted as one. Set trustedProxies.header";
          case PEER_WITHOUT_ADDRESS ->
              "A request comes from a peer without an address, as over a Unix domain socket: all of"
                  + " these are counted as one client. If that is a proxy of yours, add "
                  + TrustedProxies.UNIX
                  + " to trustedProxies";
        });
  }
}
