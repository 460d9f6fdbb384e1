package io.limitrate.servlet;

import io.limitrate.runtime.ClientAddresses;
import io.limitrate.runtime.Limitrate;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Whence a request comes, as it is counted. */
final class PeerAddress {
  private PeerAddress() {}

  static @Nullable String of(HttpServletRequest request, Limitrate limitrate) {
    ClientAddresses addresses = limitrate.addresses();
    String peer = request.getRemoteAddr();
    return addresses.readsHeaders()
        ? addresses.of(peer, request::getHeaders)
        : addresses.ofPeer(peer);
  }
}
