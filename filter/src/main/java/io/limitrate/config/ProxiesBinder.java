package io.limitrate.config;

import io.limitrate.identity.Cidr;
import io.limitrate.identity.ForwardingHeader;
import io.limitrate.identity.TrustedProxies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads whose forwarding headers count. */
final class ProxiesBinder {
  private static final Map<String, ForwardingHeader> HEADERS =
      Arrays.stream(ForwardingHeader.values())
          .collect(Collectors.toMap(ForwardingHeader::fieldName, Function.identity()));
  private static final int ADDRESS_BITS = 128;

  private ProxiesBinder() {}

  static TrustedProxies read(Setting setting) {
    return setting.node() instanceof Node.Mapping
        ? detailed(setting.section("ranges", "header", "ipv6Prefix"))
        : TrustedProxies.of(ranges(setting));
  }

  private static TrustedProxies detailed(Section proxies) {
    TrustedProxies defaults = TrustedProxies.none();
    return new TrustedProxies(
        proxies.find("ranges").map(ProxiesBinder::ranges).orElse(defaults.ranges()),
        proxies
            .find("ipv6Prefix")
            .flatMap(setting -> setting.whole(1, ADDRESS_BITS))
            .map(Math::toIntExact)
            .orElse(defaults.ipv6PrefixBits()),
        proxies
            .find("header")
            .flatMap(setting -> setting.choose(HEADERS))
            .orElse(defaults.header()));
  }

  private static List<Cidr> ranges(Setting setting) {
    return setting.values().stream()
        .map(range -> range.read(Cidr::parse))
        .flatMap(Optional::stream)
        .toList();
  }
}
