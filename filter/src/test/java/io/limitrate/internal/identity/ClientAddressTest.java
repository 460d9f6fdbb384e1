package io.limitrate.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  @Test
  void returnsAnIpv4AddressAsTheSameInstance() {
    String peer = new String("192.0.2.1".toCharArray());

    assertThat(ClientAddress.canonical(peer, 64)).isSameAs(peer);
  }

  /** Without this rule all IPv4 clients behind NAT64 would share one /64. */
  @ParameterizedTest
  @CsvSource({
    "64:ff9b::c000:221, 64, 192.0.2.33",
    "64:ff9b::192.0.2.33, 64, 192.0.2.33",
    "64:ff9b::c000:221, 128, 192.0.2.33",
    "64:ff9b:0:0:0:1:c000:221, 64, 64:ff9b::/64",
    "64:ff9b:1::c000:221, 64, 64:ff9b:1::/64"
  })
  void addressThatNat64HasMadeIsCountedAsTheIpv4AddressInIt(
      String literal, int prefixBits, String expected) {
    assertThat(ClientAddress.canonical(literal, prefixBits)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "::ffff:192.0.2.1,          192.0.2.1",
    "::FFFF:c000:0201,          192.0.2.1",
    "0:0:0:0:0:ffff:192.0.2.1,  192.0.2.1",
    "[::ffff:192.0.2.1],        192.0.2.1",
    "::ffff:192.0.2.1%eth0,     192.0.2.1",
    "2001:db8:0:0:1:2:3:4,      2001:db8::/64",
    "2001:DB8::1,               2001:db8::/64",
    "[2001:db8::1],             2001:db8::/64",
    "fe80:0:0:0:1:2:3:4%2,      fe80::/64",
    "fe80::1%en0,               fe80::/64",
    "::1,                       ::/64",
    "2001:0db8:0a00:00b0::1,    2001:db8:a00:b0::/64"
  })
  void countsOneClientUnderOneSpelling(String literal, String expected) {
    assertThat(ClientAddress.canonical(literal, 64)).isEqualTo(expected);
  }

  @Property
  void countsAllAddressesOfOneIpv6NetworkAsOneClient(@ForAll short low, @ForAll short high) {
    String rotated = "2001:db8:1:2:%x::%x".formatted(high & 0xFFFF, low & 0xFFFF);

    assertThat(ClientAddress.canonical(rotated, 64)).isEqualTo("2001:db8:1:2::/64");
  }

  @ParameterizedTest
  @CsvSource({
    "128, 2001:db8:1:2:3:4:5:6",
    "127, 2001:db8:1:2:3:4:5:6/127",
    "65,  2001:db8:1:2::/65",
    "56,  2001:db8:1::/56",
    "48,  2001:db8:1::/48",
    "1,   ::/1"
  })
  void countsAsManyBitsOfIpv6AsSet(int prefixBits, String expected) {
    assertThat(ClientAddress.canonical("2001:db8:1:2:3:4:5:6", prefixBits)).isEqualTo(expected);
  }

  /** The rules of RFC 5952, section 4, one by one. */
  @ParameterizedTest
  @CsvSource({
    "2001:0db8::0001,                         2001:db8::1",
    "2001:db8:0:0:0:0:2:1,                    2001:db8::2:1",
    "2001:db8:0:1:1:1:1:1,                    2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1,                      2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1,                    2001:db8::1:0:0:1",
    "2001:DB8::ABCD,                          2001:db8::abcd",
    "0:0:0:0:0:0:0:0,                         ::",
    "::192.0.2.1,                             ::c000:201",
    "1::,                                     1::",
    "1:2:3:4:5:6:7::,                         1:2:3:4:5:6:7:0",
    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
  })
  void printsIpv6AsRfc5952Says(String literal, String expected) {
    assertThat(ClientAddress.canonical(literal, 128)).isEqualTo(expected);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.org",
        "/run/app.sock",
        "unix:",
        "unknown",
        "_hidden",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "01.2.3.4",
        "1.2.3.00",
        "256.1.1.1",
        "1.2.3.4 ",
        "1.2.3.4:80",
        "[1.2.3.4]",
        "1.2.3.4%eth0",
        "0x7f.0.0.1",
        "2130706433",
        "-1.2.3.4",
        "+1.2.3.4",
        "1.2.3.9999999999",
        "١.٢.٣.٤",
        ":",
        ":::",
        "1:2",
        "::1::",
        "1::2::3",
        ":1::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "1:2:3:4:5:6:7:8:",
        "::12345",
        "::g",
        "::１",
        "::1.2.3",
        "1.2.3.4::",
        "::1.2.3.4:5",
        "::ffff:1.2.3.400",
        "1:2:3:4:5:6:7:1.2.3.4",
        "[::1",
        "::1]",
        "[[::1]]",
        "[::1]:80",
        "%eth0",
        "::1/128",
        "http://[::1]"
      })
  void knowsNoClientInWhatIsNoAddress(@Nullable String literal) {
    assertThat(ClientAddress.canonical(literal, 64)).isNull();
  }

  @Property
  void agreesWithTheJdkOnEveryIpv6Address(@ForAll @Size(16) byte[] bytes)
      throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);

    String canonical = ClientAddress.canonical(address.getHostAddress(), 128);

    assertThat(InetAddress.getByName(canonical)).isEqualTo(address);
  }

  @Property
  void isTheSameForEverySpellingAndForItself(
      @ForAll @Size(8) List<@IntRange(max = 2) Integer> groups) {
    String plain = "%x:%x:%x:%x:%x:%x:%x:%x".formatted(groups.toArray());

    String canonical = ClientAddress.canonical(plain, 128);

    assertThat(canonical).isNotNull();
    assertThat(ClientAddress.canonical(canonical, 128)).isEqualTo(canonical);
    assertThat(ClientAddress.canonical(plain.toUpperCase(Locale.ROOT), 128)).isEqualTo(canonical);
    assertThat(canonical.length()).isLessThanOrEqualTo(plain.length());
  }

  @Property
  void agreesWithTheJdkOnEveryIpv4Address(@ForAll @Size(4) byte[] bytes)
      throws UnknownHostException {
    String literal = InetAddress.getByAddress(bytes).getHostAddress();

    assertThat(ClientAddress.canonical(literal, 64)).isSameAs(literal);
    assertThat(ClientAddress.canonical("::ffff:" + literal, 64)).isEqualTo(literal);
  }

  @Property
  void readsTheTextsThatTheJdkReads(@ForAll("nearlyAddresses") String text) {
    assertThat(ClientAddress.canonical(text, 128) != null).isEqualTo(jdkReads(text));
  }

  /** Numbers without leading zeros, because the JDK accepts any number of leading zeros. */
  @Provide
  Arbitrary<String> nearlyAddresses() {
    return Arbitraries.of(":", "::", "1", "2", "abc", "1.2.3.4", "fffff")
        .list()
        .ofMinSize(2)
        .ofMaxSize(17)
        .map(parts -> String.join("", parts))
        .filter(text -> text.indexOf(':') >= 0);
  }

  private static boolean jdkReads(String text) {
    try {
      return InetAddress.getByName("[" + text + "]") != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
