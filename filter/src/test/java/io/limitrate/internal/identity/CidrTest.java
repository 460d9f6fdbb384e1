package io.limitrate.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,        10.255.255.255,          true",
    "10.0.0.0/8,        11.0.0.0,                false",
    "10.0.0.0/8,        ::ffff:10.1.2.3,         true",
    "::ffff:10.0.0.0/104, 10.1.2.3,              true",
    "192.0.2.7,         192.0.2.7,               true",
    "192.0.2.7,         192.0.2.6,               false",
    "192.0.2.6/31,      192.0.2.7,               true",
    "0.0.0.0/0,         203.0.113.9,             true",
    "0.0.0.0/0,         2001:db8::1,             false",
    "::/0,              2001:db8::1,             true",
    "::/0,              203.0.113.9,             false",
    "2001:db8::/32,     2001:db8:ffff::1,        true",
    "2001:db8::/32,     2001:db9::,              false",
    "2001:db8::/65,     2001:db8::7fff:0:0:0,    true",
    "2001:db8::/65,     2001:db8::8000:0:0:0,    false",
    "2001:db8::1,       2001:db8::1,             true",
    "2001:db8::1,       2001:db8::2,             false"
  })
  void containsTheAddressesThatShareItsPrefix(String range, String address, boolean contained) {
    assertThat(Cidr.parse(range).contains(address(address))).isEqualTo(contained);
  }

  @Property
  void endsWhereItsPrefixDoes(@ForAll int bits, @ForAll @IntRange(min = 1, max = 32) int prefix) {
    IpAddress address = IpAddress.ofIpv4(bits);
    IpAddress network = address.prefix(prefix + 96);
    Cidr range = Cidr.parse(network + "/" + prefix);

    assertThat(range.contains(address)).isTrue();
    assertThat(range.contains(IpAddress.ofIpv4(bits ^ (Integer.MIN_VALUE >>> (prefix - 1)))))
        .isFalse();
    assertThat(Cidr.parse(range.toString())).isEqualTo(range);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1/8,              bits behind the prefix must be zero; did you mean 10.0.0.0/8?",
    "2001:db8::1/64,          bits behind the prefix must be zero; did you mean 2001:db8::/64?",
    "::ffff:10.0.0.0/90,      bits behind the prefix must be zero",
    "10.0.0.0/33,             prefix must be from 0 to 32",
    "10.0.0.0/,               prefix must be from 0 to 32",
    "10.0.0.0/08,             prefix must be from 0 to 32",
    "10.0.0.0/-1,             prefix must be from 0 to 32",
    "10.0.0.0/8/8,            prefix must be from 0 to 32",
    "10.0.0.0/255.0.0.0,      prefix must be from 0 to 32",
    "::/129,                  prefix must be from 0 to 128",
    "10.0.0/8,                'must be an IPv4 or IPv6 address, alone or with /prefix'",
    "proxy.example.org,       'must be an IPv4 or IPv6 address, alone or with /prefix'",
    "[2001:db8::]/32,         'must be an IPv4 or IPv6 address, alone or with /prefix'",
    "fe80::1%eth0,            'must be an IPv4 or IPv6 address, alone or with /prefix'",
    "'',                      'must be an IPv4 or IPv6 address, alone or with /prefix'"
  })
  void rejectsWhatIsNoRangeWithValueAndRule(String text, String rule) {
    assertThatThrownBy(() -> Cidr.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"%s\": %s", text, rule);
  }

  @Test
  void keepsItsRulesWhenBuiltFromBits() {
    assertThatThrownBy(() -> new Cidr(0, 1, 127)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cidr(0, 0, 129)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Cidr(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0/8",
    "192.0.2.1, 192.0.2.1/32",
    "::ffff:10.0.0.0/104, 10.0.0.0/8",
    "2001:DB8:0::/32, 2001:db8::/32",
    "::/0, ::/0"
  })
  void printsTheTextThatItReads(String text, String printed) {
    assertThat(Cidr.parse(text)).hasToString(printed).isEqualTo(Cidr.parse(printed));
  }

  private static IpAddress address(String literal) {
    return Objects.requireNonNull(IpAddress.parse(literal));
  }
}
