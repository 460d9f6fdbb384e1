package io.limitrate.internal.login.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of the widget are those of the package altcha 3.2.2. */
class VendoredFilesTest {
  @ParameterizedTest
  @CsvSource({
    "altcha.min.js, 959494398e8fcde3414d09309ade24b444ede098b04dec1514f4754279bff031",
    "altcha.css,    03622256effb4e962d0c1da9a59684cf237f541f290703934c07a97dabcbad47",
    "pbkdf2.js,     7862add9c9d3d847ded3da928edcf406b46478754b9883351111414825b9c86f",
    "LICENSE.txt,   bee1fb9d9c97d42c12c22332c5250f2fb1ef5c2321f6f82beb23e3b77be50a29"
  })
  void areUnchanged(String name, String sha256) {
    byte[] bytes = Objects.requireNonNull(ChallengeAssets.find(name), name).bytes();

    assertThat(HexFormat.of().formatHex(Hashes.sha256(bytes))).isEqualTo(sha256);
  }
}
