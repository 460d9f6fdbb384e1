package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressKeysTest {
  private static final int PART = "ip".hashCode();

  private final Key seed = Key.random();

  @Test
  void aRememberedKeyIsTheComputedOne() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 20_000; i++) {
        String address = "198.51." + i / 256 + "." + i % 256;

        assertThat(AddressKeys.of(seed, PART, address)).isEqualTo(seed.with(PART, address));
      }
    }
  }

  @Test
  void remembersTheKeyOfAnAddressThatComesAgain() {
    AddressKeys.of(seed, PART, "192.0.2.1");
    Key second = AddressKeys.of(seed, PART, "192.0.2.1");

    assertThat(AddressKeys.of(seed, PART, new String("192.0.2.1"))).isSameAs(second);
  }

  @Test
  void anAddressHasAnotherKeyForEachSeedAndPart() {
    AddressKeys.of(seed, PART, "192.0.2.1");
    Key key = AddressKeys.of(seed, PART, "192.0.2.1");

    assertThat(AddressKeys.of(Key.random(), PART, "192.0.2.1")).isNotEqualTo(key);
    assertThat(AddressKeys.of(seed, PART + 1, "192.0.2.1")).isNotEqualTo(key);
  }

  @Test
  void remembersNoTextThatIsLongerThanAnyAddress() {
    String text = "x".repeat(65);

    AddressKeys.of(seed, PART, text);
    assertThat(AddressKeys.of(seed, PART, text)).isNotSameAs(AddressKeys.of(seed, PART, text));
  }

  @Test
  void onlyAddressesAreRemembered() {
    KeySpec byHeader = KeySpec.parse("header:X-Api-Key");
    Call call = new HeaderCall("secret");

    byHeader.resolve(call, seed);
    assertThat(byHeader.resolve(call, seed)).isNotSameAs(byHeader.resolve(call, seed));
  }

  private record HeaderCall(String value) implements Call {
    @Override
    public String header(String name) {
      return value;
    }
  }
}
