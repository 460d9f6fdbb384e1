package io.limitrate.internal.servlet;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Whence a request comes, as it is counted. */
final class PeerAddress {
  private PeerAddress() {}

  static @Nullable String of(HttpServletRequest request, Application limitrate) {
    ClientAddresses addresses = limitrate.addresses();
    String peer = request.getRemoteAddr();
    return addresses.readsHeaders()
        ? addresses.of(peer, request::getHeaders)
        : addresses.ofPeer(peer);
  }
}
