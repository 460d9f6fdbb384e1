package io.limitrate.internal.yaml;

import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.identity.ForwardingHeader;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.internal.source.Node;
import java.util.List;
import java.util.Optional;

/** Reads the trusted proxies, whose forwarding headers count. */
final class ProxiesBinder {
  private static final int ADDRESS_BITS = 128;

  private ProxiesBinder() {}

  static TrustedProxies read(Setting setting) {
    return setting.node() instanceof Node.Mapping
        ? detailed(setting.section("ranges", "header", "ipv6Prefix"))
        : trusted(setting, TrustedProxies.none());
  }

  private static TrustedProxies detailed(Section proxies) {
    if (!proxies.has("ranges")) {
      proxies.reject("header", "it needs ranges, since the header of no other peer is read");
    }
    TrustedProxies defaults = TrustedProxies.none();
    int ipv6PrefixBits =
        proxies
            .find("ipv6Prefix")
            .flatMap(setting -> setting.whole(1, ADDRESS_BITS))
            .map(Math::toIntExact)
            .orElse(defaults.ipv6PrefixBits());
    ForwardingHeader header =
        proxies
            .find("header")
            .flatMap(setting -> setting.choose(ForwardingHeader.class, ForwardingHeader::fieldName))
            .orElse(defaults.header());
    TrustedProxies none =
        new TrustedProxies(defaults.ranges(), ipv6PrefixBits, header, defaults.unix());
    return proxies.find("ranges").map(setting -> trusted(setting, none)).orElse(none);
  }

  /** Reads the ranges. One of them may be the word {@code unix}, for peers without an address. */
  private static TrustedProxies trusted(Setting setting, TrustedProxies none) {
    List<Optional<Cidr>> given = setting.each(ProxiesBinder::range);
    List<Cidr> ranges = given.stream().flatMap(Optional::stream).toList();
    checkApart(setting, ranges);
    return new TrustedProxies(
        ranges, none.ipv6PrefixBits(), none.header(), given.contains(Optional.<Cidr>empty()));
  }

  private static void checkApart(Setting setting, List<Cidr> ranges) {
    for (Cidr range : ranges) {
      ranges.stream()
          .filter(other -> !other.equals(range) && other.covers(range))
          .findFirst()
          .ifPresent(other -> setting.addError(range + " is within " + other + ": remove it"));
    }
  }

  /** Returns the range; empty for the word {@code unix}. */
  private static Optional<Cidr> range(String text) {
    return text.equalsIgnoreCase(TrustedProxies.UNIX)
        ? Optional.empty()
        : Optional.of(Cidr.parse(text));
  }
}
