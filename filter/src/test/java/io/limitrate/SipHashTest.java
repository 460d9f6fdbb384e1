package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
  /**
   * The test vectors of the authors: the key is the bytes 0 to 15, the message is the bytes 0, 1,
   * 2, ...
   */
  @ParameterizedTest(name = "{0} words")
  @CsvSource({
    "0, A3817F04BA25A8E66DF67214C7550293",
    "1, 3B62A9BA6258F5610F83E264F31497B4",
    "2, 6EE2A4CA67B054BBFD3315BF85230577",
    "3, 2DB479AE78BD50D8882A8A178A6132AD",
    "4, 7C3956CA5EEAFC3E363E9D556546EB68",
    "5, DF6A301E95C95DAD97AE0CC8C6913BD8",
    "6, F7E5AEF549F782CF379055A608269B16",
    "7, 1938F2CF72D54EE97E94166FA91D2A36"
  })
  void agreesWithTheReferenceVectors(int words, String expected) {
    SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    for (int i = 0; i < words; i++) {
      hash.add(0x0706050403020100L + i * 0x0808080808080808L);
    }

    Key key = hash.finish();

    assertThat(hex(key.high()) + hex(key.low())).isEqualTo(expected);
  }

  private static String hex(long littleEndian) {
    return HexFormat.of().withUpperCase().toHexDigits(Long.reverseBytes(littleEndian));
  }
}
