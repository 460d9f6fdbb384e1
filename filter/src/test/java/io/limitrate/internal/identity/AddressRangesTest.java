package io.limitrate.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangesTest {

  private static AddressRanges of(String... networks) {
    return AddressRanges.of(List.of(networks).stream().map(Cidr::parse).toList());
  }

  /** Addresses near the ends of the networks, which a wrong bound would move in or out. */
  @Provide
  Arbitrary<Cidr> networks() {
    Arbitrary<Cidr> ipv4 =
        Combinators.combine(
                Arbitraries.integers(), Arbitraries.integers().between(0, 32).withoutEdgeCases())
            .as((bits, prefix) -> network(IpAddress.ofIpv4(bits), 96 + prefix));
    Arbitrary<Cidr> ipv6 =
        Combinators.combine(
                Arbitraries.longs(), Arbitraries.longs(), Arbitraries.integers().between(0, 128))
            .as((high, low, prefix) -> network(new IpAddress(high, low), prefix));
    return Arbitraries.oneOf(ipv4, ipv6);
  }

  private static Cidr network(IpAddress address, int prefix) {
    IpAddress start = address.prefix(prefix);
    return new Cidr(start.high(), start.low(), prefix);
  }

  @Property
  void agreesWithEachNetworkAboutTheAddressesAtItsEnds(
      @ForAll("manyNetworks") List<Cidr> networks, @ForAll("networks") Cidr other) {
    AddressRanges ranges = AddressRanges.of(networks);

    for (Cidr network : networks) {
      IpAddress first = new IpAddress(network.high(), network.low());
      for (IpAddress address :
          List.of(first, before(first), network.last(), after(network.last()))) {
        assertThat(ranges.contains(address.toString()))
            .as("%s in %s", address, networks)
            .isEqualTo(networks.stream().anyMatch(one -> one.contains(address)));
      }
    }
    IpAddress elsewhere = new IpAddress(other.high(), other.low());
    assertThat(ranges.contains(elsewhere.toString()))
        .isEqualTo(networks.stream().anyMatch(one -> one.contains(elsewhere)));
  }

  @Provide
  Arbitrary<List<Cidr>> manyNetworks() {
    return networks().list().ofMaxSize(30);
  }

  private static IpAddress before(IpAddress address) {
    return new IpAddress(
        address.low() == 0 ? address.high() - 1 : address.high(), address.low() - 1);
  }

  private static IpAddress after(IpAddress address) {
    return new IpAddress(
        address.low() == -1 ? address.high() + 1 : address.high(), address.low() + 1);
  }

  @Test
  void findsEachOfManyRangesByTheirFirst16Bits() {
    List<Cidr> networks =
        IntStream.range(0, 100_000)
            .mapToObj(i -> network(IpAddress.ofIpv4(i * 40_009), 96 + 28))
            .toList();
    AddressRanges ranges = AddressRanges.of(networks);

    Set<Cidr> known = Set.copyOf(networks);

    assertThat(networks).allMatch(ranges::contains);
    assertThat(IntStream.range(0, 100_000).map(i -> i * 52_711).mapToObj(IpAddress::ofIpv4))
        .allMatch(
            address ->
                ranges.contains(address.toString()) == known.contains(network(address, 96 + 28)));
  }

  /** Many ranges share the first 64 bits of their addresses, and many others do not. */
  @Test
  void findsEachOfManyIpv6Ranges() {
    List<Cidr> networks =
        IntStream.range(0, 20_000)
            .mapToObj(i -> network(new IpAddress(i % 40L << 40, i * 0x9E37_79B9_7F4A_7C15L), 120))
            .toList();
    AddressRanges ranges = AddressRanges.of(networks);
    Set<Cidr> known = Set.copyOf(networks);

    assertThat(networks).allMatch(ranges::contains);
    assertThat(IntStream.range(0, 20_000))
        .allMatch(
            i -> {
              IpAddress near = new IpAddress(i % 41L << 40, i * 0x9E37_79B9_7F4A_7C15L + 256);
              return ranges.contains(near.toString()) == known.contains(network(near, 120));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "::ffff:10.0.0.0/104, 10.1.2.3, true",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "::/0, 10.1.2.3, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::1/128, 2001:db8::2, false",
    "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
    "10.0.0.0/8, 2001:db8::1, false",
    "10.0.0.0/8, unix, false",
    "203.0.113.0/24, 64:ff9b::cb00:7105, true",
    "203.0.113.0/24, 64:ff9b::c633:6405, false",
    "203.0.113.0/24, 64:ff9b:1::cb00:7105, false",
    "64:ff9b::/96, 64:ff9b::cb00:7105, true",
    "2001:db8::/32, 2001:db8::/64, false"
  })
  void containsTheAddressesOfTheNetwork(String network, String address, boolean contained) {
    assertThat(of(network).contains(address)).isEqualTo(contained);
  }

  @Test
  void mergesNetworksThatTouch() {
    AddressRanges ranges =
        of("10.0.0.0/25", "10.0.0.128/25", "2001:db8::/33", "2001:db8:8000::/33");

    assertThat(ranges.contains(Cidr.parse("10.0.0.0/24"))).isTrue();
    assertThat(ranges.contains(Cidr.parse("2001:db8::/32"))).isTrue();
    assertThat(ranges.contains(Cidr.parse("10.0.0.0/23"))).isFalse();
  }
}
