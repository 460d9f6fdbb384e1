package io.limitrate.internal.login.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.internal.login.challenge.ChallengeAssets.Asset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeAssetsTest {
  @ParameterizedTest
  @CsvSource({
    "limitrate-challenge.js, text/javascript; charset=utf-8",
    "altcha.min.js,          text/javascript; charset=utf-8",
    "pbkdf2.js,              text/javascript; charset=utf-8",
    "altcha.css,             text/css; charset=utf-8",
    "LICENSE.txt,            text/plain; charset=utf-8"
  })
  void findsWhatAPageLoads(String name, String contentType) {
    Asset asset = asset(name);

    assertThat(asset.contentType()).isEqualTo(contentType);
    assertThat(asset.bytes()).hasSizeGreaterThan(500);
    assertThat(asset.etag()).matches("\"[A-Za-z0-9_-]{43}\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "README.md",
        "altcha/altcha.css",
        "/altcha.css",
        "../Challenge.class",
        "ALTCHA.CSS",
        "altcha.css ",
        "altcha.css\0"
      })
  void findsNoOtherFile(String name) {
    assertThat(ChallengeAssets.find(name)).isNull();
  }

  @Test
  void twoFilesHaveDifferentTags() {
    assertThat(
            Stream.of("altcha.css", "pbkdf2.js", "altcha.min.js").map(name -> asset(name).etag()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aFileCannotBeChanged() {
    Arrays.fill(asset("altcha.css").bytes(), (byte) 0);

    assertThat(asset("altcha.css").bytes())
        .isNotEqualTo(new byte[asset("altcha.css").bytes().length]);
  }

  @ParameterizedTest
  @EnumSource(ChallengeSettings.Algorithm.class)
  void theScriptKnowsEveryAlgorithm(ChallengeSettings.Algorithm algorithm) {
    assertThat(text(ChallengeAssets.SCRIPT)).contains('"' + algorithm.text() + '"');
  }

  @Test
  void theScriptLoadsFromItsOwnFolderOnly() {
    assertThat(text(ChallengeAssets.SCRIPT))
        .contains("\"./altcha.min.js\"", "new URL(\"./pbkdf2.js\", import.meta.url)")
        .doesNotContain("//cdn", "http://", "https://");
  }

  private static String text(String name) {
    return new String(asset(name).bytes(), StandardCharsets.UTF_8);
  }

  private static Asset asset(String name) {
    return Objects.requireNonNull(ChallengeAssets.find(name), name);
  }
}
