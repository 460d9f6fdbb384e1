package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyTest {
  private static final int ADDRESS = 1;
  private static final int USER = 2;

  private final Key secret = new Key(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  @Test
  void staysTheSameOverReleasesBecauseStoresOutliveThem() {
    // Computed by OpenSSL's SipHash.
    assertThat(secret.with(ADDRESS, "192.0.2.1"))
        .isEqualTo(new Key(0x4b551903d0498570L, 0xe4e00d3d9965e25dL));
    assertThat(secret.with(USER, 42L)).isEqualTo(new Key(0x48faa671e38e668bL, 0x62c9a23fbb86a550L));
  }

  @Test
  void hashesTypeAndLengthThenFourCharactersAWordPaddedWithZeros() {
    SipHash expected = new SipHash(secret.high(), secret.low());
    expected.add(0x0000_0002_0000_0005L);
    expected.add(0x0064_0063_0062_0061L);
    expected.add(0x0000_0000_0000_20acL);

    assertThat(secret.with(USER, "abcd€")).isEqualTo(expected.finish());
  }

  @Test
  void readsTheSecretLittleEndian() {
    byte[] bytes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

    assertThat(Key.secret(bytes)).isEqualTo(secret);
  }

  @Test
  void rejectsASecretThatIsNot16BytesLong() {
    byte[] bytes = "short".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Key.secret(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("secret of 5 bytes: must be 16 bytes");
  }

  @Test
  void givesEveryProcessItsOwnSecret() {
    assertThat(Key.random()).isNotEqualTo(Key.random());
  }

  @Test
  void keepsPartsApart() {
    Set<Key> keys = new HashSet<>();

    assertThat(keys.add(secret)).isTrue();
    assertThat(keys.add(secret.with(USER, "a:b"))).isTrue();
    assertThat(keys.add(secret.with(USER, "a").with(USER, ":b"))).isTrue();
    assertThat(keys.add(secret.with(USER, "a:").with(USER, "b"))).isTrue();
    assertThat(keys.add(secret.with(USER, "a").with(USER, "b"))).isTrue();
    assertThat(keys.add(secret.with(USER, "b").with(USER, "a"))).isTrue();
    assertThat(keys.add(secret.with(USER, "").with(USER, "ab"))).isTrue();
    assertThat(keys.add(secret.with(USER, "ab"))).isTrue();
    assertThat(keys.add(secret.with(USER, "ab\0"))).isTrue();
  }

  @Test
  void aUserNamedLikeAnAddressIsNotThatAddress() {
    assertThat(secret.with(USER, "192.0.2.1")).isNotEqualTo(secret.with(ADDRESS, "192.0.2.1"));
  }

  @Test
  void aNumberIsNotATextOfTheSameBits() {
    assertThat(secret.with(USER, 0L)).isNotEqualTo(secret.with(USER, "\0\0\0\0"));
    assertThat(secret.with(USER, 7L)).isNotEqualTo(secret.with(USER, "7"));
    assertThat(secret.with(USER, 7L)).isNotEqualTo(secret.with(ADDRESS, 7L));
  }

  @Test
  void anotherSecretGivesAnotherKey() {
    assertThat(secret.with(USER, "alice")).isNotEqualTo(Key.random().with(USER, "alice"));
  }

  @Property(tries = 200)
  void equalPartsGiveEqualKeys(@ForAll int type, @ForAll String value) {
    Key key = secret.with(type, value);

    assertThat(key).isEqualTo(secret.with(type, new String(value.toCharArray())));
    assertThat(key).hasSameHashCodeAs(secret.with(type, value));
  }

  @Test
  void aHundredThousandValuesHaveDistinctKeysAndHardlyEverTheSameHashCode() {
    Set<Key> keys = new HashSet<>();
    Set<Integer> hashCodes = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      Key key = secret.with(USER, "user-" + i);
      keys.add(key);
      hashCodes.add(key.hashCode());
    }

    assertThat(keys).hasSize(100_000);
    assertThat(hashCodes).hasSizeGreaterThan(99_980);
  }

  @Test
  void oneBitOfTheValueChangesHalfOfTheKey() {
    Random random = new Random(1);
    long changed = 0;
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong();
      Key one = secret.with(USER, value);
      Key other = secret.with(USER, value ^ 1L << random.nextInt(64));
      changed += Long.bitCount(one.high() ^ other.high()) + Long.bitCount(one.low() ^ other.low());
    }

    assertThat(changed / 10_000.0).isBetween(63.5, 64.5);
  }

  @Test
  void showsOnlyTheFirst8DigitsOfTheHash() {
    assertThat(new Key(0x1122334489abcdefL, 5)).hasToString("Key[efcdab89]");
  }
}
