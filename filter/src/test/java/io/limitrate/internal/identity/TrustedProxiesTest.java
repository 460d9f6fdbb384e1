package io.limitrate.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private static final String PROXY = "10.0.0.1";

  private final TrustedProxies proxies = trusting("10.0.0.0/8", "2001:db8:ffff::/48");
  private final TrustedProxies rfc7239 =
      new TrustedProxies(proxies.ranges(), 64, ForwardingHeader.FORWARDED, false);

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7,                                198.51.100.7",
    "'1.1.1.1, 198.51.100.7',                     198.51.100.7",
    "'1.1.1.1, 198.51.100.7, 10.0.0.2',           198.51.100.7",
    "'1.1.1.1,198.51.100.7 ,  10.0.0.2,10.9.9.9', 198.51.100.7",
    "'10.0.0.3, 198.51.100.7, 10.0.0.2',          198.51.100.7",
    "'127.0.0.1, 198.51.100.7',                   198.51.100.7",
    "'198.51.100.7, 2001:db8:ffff::2',            198.51.100.7",
    "'198.51.100.7, ::ffff:10.0.0.2',             198.51.100.7",
    "'1.1.1.1, ::ffff:198.51.100.7',              198.51.100.7",
    "'1.1.1.1, 2001:DB8::9',                      2001:db8::/64",
    "'198.51.100.7:4711, 10.0.0.2:80',            198.51.100.7",
    "'[2001:db8::9]:4711',                        2001:db8::/64",
    "'1.1.1.1, , 198.51.100.7, ,',                198.51.100.7"
  })
  void walksFromTheRightToTheFirstAddressThatIsNotTrusted(String header, String client) {
    assertThat(proxies.clientAddress(PROXY, lines(header))).isEqualTo(client);
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = "/run/app.sock")
  void believesAPeerWithoutAnAddressThatIsDeclared(@Nullable String peer) {
    TrustedProxies unix =
        new TrustedProxies(proxies.ranges(), 64, ForwardingHeader.X_FORWARDED_FOR, true);

    assertThat(unix.clientAddress(peer, lines("1.1.1.1, 198.51.100.7, 10.0.0.2")))
        .isEqualTo("198.51.100.7");
    assertThat(unix.clientAddress(peer, lines())).isNull();
    assertThat(unix.clientAddress("192.0.2.1", lines("198.51.100.7"))).isEqualTo("192.0.2.1");
    assertThat(proxies.clientAddress(peer, lines("198.51.100.7"))).isNull();
  }

  @Test
  void readsAllHeaderLinesAsOneListInTheirOrder() {
    assertThat(proxies.clientAddress(PROXY, lines("1.1.1.1, 198.51.100.7", "10.0.0.3", "10.0.0.2")))
        .isEqualTo("198.51.100.7");
    assertThat(proxies.clientAddress(PROXY, lines("1.1.1.1", "", "198.51.100.7", " ")))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void countsTheLeftMostAddressWhenAllAreTrusted() {
    assertThat(proxies.clientAddress(PROXY, lines("10.0.0.4, 10.0.0.3, 10.0.0.2")))
        .isEqualTo("10.0.0.4");
  }

  @Test
  void countsTheProxyItselfWhenItSpeaksForNobody() {
    assertThat(proxies.clientAddress(PROXY, lines())).isEqualTo(PROXY);
    assertThat(proxies.clientAddress(PROXY, name -> null)).isEqualTo(PROXY);
    assertThat(proxies.clientAddress("2001:db8:ffff::1", lines())).isEqualTo("2001:db8:ffff::/64");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown", "_hidden", "garbage", "1.2.3.4.5", "01.2.3.4", "example.org", "1.2.3.4:port",
        "1.2.3.4:", "1.2.3.4:123456", "[::1", "[::1]x", "[1.2.3.4]", "\"1.2.3.4\"", "for=1.2.3.4",
        "'; DROP TABLE", "[]", ":", "[::1]]:1"
      })
  void stopsAtAHopThatIsNoAddressAndCountsTheProxyThatVouchesForIt(String hop) {
    assertThat(proxies.clientAddress(PROXY, lines("1.1.1.1, " + hop + ", 10.0.0.2")))
        .isEqualTo("10.0.0.2");
    assertThat(proxies.clientAddress(PROXY, lines("1.1.1.1, " + hop))).isEqualTo(PROXY);
  }

  @Property
  void neverBelievesWhatAClientWroteItself(@ForAll String claim) {
    String appended = claim + ", 198.51.100.7, 10.0.0.2";

    assertThat(proxies.clientAddress(PROXY, lines(appended))).isEqualTo("198.51.100.7");
    assertThat(proxies.clientAddress(PROXY, lines(claim, "198.51.100.7, 10.0.0.2")))
        .isEqualTo("198.51.100.7");
    assertThat(rfc7239.clientAddress(PROXY, lines(claim + ", for=198.51.100.7, for=\"10.0.0.2\"")))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void doesNotAskForTheHeaderOfAPeerThatIsNotTrusted() {
    assertThat(proxies.clientAddress("198.51.100.9", name -> unexpected()))
        .isEqualTo("198.51.100.9");
    assertThat(proxies.clientAddress("2001:db8::1", name -> unexpected()))
        .isEqualTo("2001:db8::/64");
    assertThat(proxies.clientAddress(null, name -> unexpected())).isNull();
    assertThat(proxies.clientAddress("/run/app.sock", name -> unexpected())).isNull();
  }

  @Test
  void neverAsksForTheHeaderWhenNobodyIsTrusted() {
    String peer = "10.0.0.1";

    assertThat(TrustedProxies.none().clientAddress(peer, name -> unexpected())).isSameAs(peer);
    assertThat(TrustedProxies.none().clientAddress("::ffff:1.2.3.4", name -> unexpected()))
        .isEqualTo("1.2.3.4");
  }

  @Test
  void asksForNoOtherHeaderThanTheOneThatIsSet() {
    assertThat(proxies.clientAddress(PROXY, name -> only("X-Forwarded-For", name, "198.51.100.7")))
        .isEqualTo("198.51.100.7");
    assertThat(rfc7239.clientAddress(PROXY, name -> only("Forwarded", name, "for=198.51.100.7")))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void considersNoMoreThan64HopsFromTheRight() {
    String sixtyThree = hops("10.0.0.2", 63);

    assertThat(proxies.clientAddress(PROXY, lines("198.51.100.7, " + sixtyThree)))
        .isEqualTo("198.51.100.7");
    assertThat(proxies.clientAddress(PROXY, lines("198.51.100.7, 10.0.0.9, " + sixtyThree)))
        .isEqualTo("10.0.0.9");
    assertThat(proxies.clientAddress(PROXY, lines("198.51.100.7, 10.0.0.9" + ",".repeat(70))))
        .isEqualTo(PROXY);
  }

  @Test
  void considersNoMoreThan4096CharactersFromTheRight() {
    String padding = " ".repeat(4000);

    assertThat(proxies.clientAddress(PROXY, lines("198.51.100.7," + padding + "10.0.0.2")))
        .isEqualTo("198.51.100.7");
    assertThat(proxies.clientAddress(PROXY, lines("1.1.1.1", padding + "x".repeat(100))))
        .isEqualTo(PROXY);
    assertThat(proxies.clientAddress(PROXY, lines("1.1.1.1," + padding, padding + "10.0.0.2")))
        .isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "'for=192.0.2.60;proto=http;by=203.0.113.43',            192.0.2.60",
        "'For=\"[2001:db8:cafe::17]:4711\"',                     2001:db8:cafe::/64",
        "'for=192.0.2.43, for=198.51.100.17',                    198.51.100.17",
        "'for=\"192.0.2.43:47011\"',                             192.0.2.43",
        "'for=192.0.2.43, for=\"[2001:db8:ffff::17]\"',          192.0.2.43",
        "'for=192.0.2.43,for=10.0.0.2;by=_x,for=10.0.0.3',       192.0.2.43",
        "'for=\"192.0.2.43:_port\"; proto=https',                192.0.2.43",
        "'host=\"a,b;for=1.1.1.1\";for=192.0.2.43',              192.0.2.43",
        "'host=\"a\\\",for=1.1.1.1\";FOR=192.0.2.43',            192.0.2.43",
        "'host=\"a\\\\\";for=192.0.2.43, for=10.0.0.2',          192.0.2.43",
        "'for=\"192.0\\.2.43\"',                                 192.0.2.43",
        "'for=192.0.2.43;',                                      192.0.2.43",
        "'host=\"open, for=192.0.2.43',                          192.0.2.43"
      })
  void readsForwardedAsRfc7239Says(String header, String client) {
    assertThat(rfc7239.clientAddress(PROXY, lines(header))).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for=unknown",
        "for=_mdn",
        "for=\"_gazonk\"",
        "proto=http",
        "for=",
        "for",
        "=1.2.3.4",
        "for=\"1.2.3.4",
        "for=1.2.3.4\"",
        "for=\"1.2.3.4\"x",
        "for=1.2.3.4;for=1.2.3.5",
        "1.2.3.4",
        "for=1.2.3.4;junk",
        "x y=1;for=1.2.3.4",
        "for=\"1.2.3.4\\",
        "for=[::1"
      })
  void stopsAtAForwardedElementThatHidesItsClientOrIsMalformed(String element) {
    assertThat(rfc7239.clientAddress(PROXY, lines("for=1.1.1.1", element, "for=10.0.0.2")))
        .isEqualTo("10.0.0.2");
  }

  @Test
  void knowsWhenEveryoneIsTrusted() {
    assertThat(trusting("10.0.0.0/8", "0.0.0.0/0").trustsEveryone()).isTrue();
    assertThat(trusting("::/0").trustsEveryone()).isTrue();
    assertThat(trusting("0.0.0.0/1", "::/1").trustsEveryone()).isFalse();
    assertThat(TrustedProxies.none().trustsEveryone()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 129})
  void rejectsAnIpv6PrefixOutOfRange(int bits) {
    assertThatThrownBy(
            () -> new TrustedProxies(List.of(), bits, ForwardingHeader.X_FORWARDED_FOR, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("IPv6 prefix %d: must be from 1 to 128", bits);
  }

  private static TrustedProxies trusting(String... ranges) {
    return TrustedProxies.of(Stream.of(ranges).map(Cidr::parse).toList());
  }

  private static Function<String, @Nullable Enumeration<String>> lines(String... lines) {
    return name -> Collections.enumeration(Arrays.asList(lines));
  }

  private static Enumeration<String> only(String wanted, String name, String line) {
    return Collections.enumeration(name.equals(wanted) ? List.of(line) : List.of("6.6.6.6"));
  }

  private static Enumeration<String> unexpected() {
    throw new AssertionError("the header was asked for");
  }

  private static String hops(String address, int count) {
    return IntStream.range(0, count).mapToObj(i -> address).collect(Collectors.joining(", "));
  }
}
