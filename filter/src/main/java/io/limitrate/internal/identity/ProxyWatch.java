package io.limitrate.internal.identity;

import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Detects proxies that are not declared correctly, so that all of their clients share one limit.
 * Checks the first {@value #REQUESTS} requests and reports the first one that shows such a proxy.
 *
 * <p>Thread-safe without locks. After the last check a request costs one volatile read.
 */
public final class ProxyWatch {
  static final int REQUESTS = 10_000;

  private static final int REPORTED = -1;

  /** RFC 1918, 1122, 3927, 6598; RFC 4291 (loopback, link-local) and 4193. */
  private static final TrustedProxies PRIVATE =
      TrustedProxies.of(
          List.of(
              Cidr.parse("10.0.0.0/8"),
              Cidr.parse("172.16.0.0/12"),
              Cidr.parse("192.168.0.0/16"),
              Cidr.parse("127.0.0.0/8"),
              Cidr.parse("169.254.0.0/16"),
              Cidr.parse("100.64.0.0/10"),
              Cidr.parse("::1"),
              Cidr.parse("fe80::/10"),
              Cidr.parse("fc00::/7")));

  private final TrustedProxies proxies;
  private final AtomicInteger left = new AtomicInteger(REQUESTS);

  /** Creates a watch of these declared proxies. */
  public ProxyWatch(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** Returns whether further requests have to be observed. */
  public boolean watching() {
    return left.get() > 0;
  }

  /**
   * Checks one request.
   *
   * @param peer the peer address that the container reports
   * @param headers all lines of a header by its name
   * @return the problem, at most once
   */
  public Optional<Finding> observe(
      @Nullable String peer, Function<String, @Nullable Enumeration<String>> headers) {
    if (left.getAndUpdate(requests -> requests > 0 ? requests - 1 : requests) <= 0) {
      return Optional.empty();
    }
    Optional<Finding> finding = finding(peer == null ? null : ClientAddress.parse(peer), headers);
    return finding.isPresent() && left.getAndSet(REPORTED) != REPORTED ? finding : Optional.empty();
  }

  private Optional<Finding> finding(
      @Nullable IpAddress peer, Function<String, @Nullable Enumeration<String>> headers) {
    boolean declared = has(headers, proxies.header());
    if (proxies.trusts(peer)) {
      return !declared && has(headers, proxies.header().other())
          ? Optional.of(Finding.OTHER_HEADER)
          : Optional.empty();
    }
    if (peer == null) {
      return Optional.of(Finding.PEER_WITHOUT_ADDRESS);
    }
    boolean forwarded = declared || has(headers, proxies.header().other());
    return forwarded && PRIVATE.trusts(peer)
        ? Optional.of(Finding.UNDECLARED_PROXY)
        : Optional.empty();
  }

  private static boolean has(
      Function<String, @Nullable Enumeration<String>> headers, ForwardingHeader header) {
    Enumeration<String> lines = headers.apply(header.fieldName());
    return lines != null && lines.hasMoreElements();
  }

  /** A problem with the declaration of the proxies. */
  public enum Finding {
    /** A private peer that is not trusted sends a forwarding header. */
    UNDECLARED_PROXY,
    /** A trusted peer names its client in the header that is ignored. */
    OTHER_HEADER,
    /** A peer without an address is not trusted, so all such peers count as one client. */
    PEER_WITHOUT_ADDRESS
  }
}
