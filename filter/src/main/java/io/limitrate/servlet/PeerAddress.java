package io.limitrate.servlet;

import io.limitrate.identity.ClientAddress;
import io.limitrate.identity.ProxyWatch;
import io.limitrate.identity.TrustedProxies;
import io.limitrate.runtime.Limitrate;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Whence a request comes, as it is counted. */
final class PeerAddress {
  private PeerAddress() {}

  static @Nullable String of(HttpServletRequest request, Limitrate limitrate) {
    String peer = request.getRemoteAddr();
    ProxyWatch watch = limitrate.proxyWatch();
    if (watch.watching() && watch.observe(peer, forwarded(request), System.nanoTime())) {
      warn(peer);
    }
    TrustedProxies proxies = limitrate.configuration().proxies();
    return proxies.trustsNobody()
        ? ClientAddress.canonical(peer, proxies.ipv6PrefixBits())
        : proxies.clientAddress(peer, request::getHeaders);
  }

  private static boolean forwarded(HttpServletRequest request) {
    return request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null;
  }

  private static void warn(String peer) {
    System.getLogger(HttpCall.class.getName())
        .log(
            Level.WARNING,
            "All clients are counted as one: every request comes from a private address such as {0}"
                + " and names another in X-Forwarded-For or Forwarded. If that is a proxy of yours,"
                + " add it to trustedProxies.",
            peer);
  }
}
