package io.limitrate.internal.login.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashesTest {
  /** The first 32 bytes of the vectors in RFC 7914, section 11. */
  @ParameterizedTest
  @CsvSource({
    "passwd,   salt, 1,     55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
    "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
  })
  void derivesTheKeysOfTheStandard(String password, String salt, int iterations, String key) {
    assertThat(Hashes.pbkdf2("HmacSHA256", bytes(password), bytes(salt), iterations))
        .isEqualTo(HexFormat.of().parseHex(key));
  }

  @Property(tries = 100)
  void derivesTheKeysOfTheJdkWherePasswordsAreTexts(
      @ForAll @AlphaChars @StringLength(min = 1, max = 200) String password,
      @ForAll @Size(min = 1, max = 40) byte[] salt,
      @ForAll @IntRange(min = 1, max = 20) int iterations)
      throws Exception {
    for (String hmac : List.of("HmacSHA256", "HmacSHA512")) {
      byte[] key = Hashes.pbkdf2(hmac, bytes(password), salt, iterations);

      assertThat(key)
          .isEqualTo(
              SecretKeyFactory.getInstance("PBKDF2With" + hmac)
                  .generateSecret(
                      new PBEKeySpec(password.toCharArray(), salt, iterations, key.length * 8))
                  .getEncoded());
    }
  }

  @Test
  void theSealCoversTheLengthOfEachPart() {
    byte[] key = new byte[32];

    assertThat(
            List.of(
                Hashes.seal(key, List.of("ab", "c")),
                Hashes.seal(key, List.of("a", "bc")),
                Hashes.seal(key, List.of("abc")),
                Hashes.seal(key, List.of("abc", "")),
                Hashes.seal(key, List.of("", "abc"))))
        .doesNotHaveDuplicates()
        .allMatch(seal -> seal.matches("[0-9a-f]{64}"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
