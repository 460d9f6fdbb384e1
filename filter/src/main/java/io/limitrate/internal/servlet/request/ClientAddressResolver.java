package io.limitrate.internal.servlet.request;

import io.limitrate.internal.application.Application;
import io.limitrate.internal.application.ClientAddresses;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds the client address that a request counts for. */
public final class ClientAddressResolver {
  private ClientAddressResolver() {}

  public static @Nullable String of(HttpServletRequest request, Application application) {
    ClientAddresses addresses = application.addresses();
    String peer = request.getRemoteAddr();
    return addresses.readsHeaders()
        ? addresses.of(peer, request::getHeaders)
        : addresses.ofPeer(peer);
  }
}
