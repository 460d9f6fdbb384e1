package io.limitrate.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.challenge.ChallengeSettings.Algorithm;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "0,        1, PT1M,   'cost 0: must be from 1 to 10000000'",
    "10000001, 1, PT1M,   'cost 10000001: must be from 1 to 10000000'",
    "1,        0, PT1M,   'prefix 0: must be from 1 to 8 hexadecimal digits'",
    "1,        9, PT1M,   'prefix 9: must be from 1 to 8 hexadecimal digits'",
    "1,        1, PT9S,   'life PT9S: must be from 10s to 1h'",
    "1,        1, PT1H1S, 'life PT1H1S: must be from 10s to 1h'"
  })
  void rejectsWorkOutOfRange(int cost, int digits, Duration life, String message) {
    assertThatThrownBy(() -> new ProofOfWork(Algorithm.PBKDF2_SHA256, cost, digits, life))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static SiteVerify siteVerify(double leastScore, String url) {
    return new SiteVerify(
        Vendor.TURNSTILE, "site", "s3cret", Set.of(), leastScore, URI.create(url));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void rejectsAScoreOutOfRange(double score) {
    assertThatThrownBy(() -> siteVerify(score, "https://example.com/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("score " + score + ": must be from 0 to 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/siteverify",
        "http://localhost.example.com/",
        "http://192.0.2.1/",
        "ftp://localhost/",
        "file:///etc/passwd",
        "https:example.com",
        "/siteverify",
        ""
      })
  void rejectsAUrlWithoutEncryption(String url) {
    assertThatThrownBy(() -> siteVerify(0.5, url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("url " + url + ": must be https, or http on localhost, 127.0.0.1 or [::1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/siteverify",
        "HTTPS://example.com",
        "http://localhost:8080/",
        "http://127.0.0.1/",
        "http://[::1]:8080/"
      })
  void acceptsAUrlThatKeepsTheSecret(String url) {
    assertThatNoException().isThrownBy(() -> siteVerify(0.5, url));
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void theVendorsOwnUrlsKeepTheSecret(Vendor vendor) {
    assertThat(vendor.url()).hasScheme("https");
  }

  @Test
  void neverShowsTheSecret() {
    assertThat(siteVerify(0.5, "https://example.com/")).hasToString("turnstile for site");
  }

  @ParameterizedTest
  @CsvSource({
    "TURNSTILE, admin.login-2, admin_login-2",
    "RECAPTCHA, admin.login-2, admin_login__",
    "HCAPTCHA,  admin.login-2, admin.login-2"
  })
  void aVendorsActionHasOnlyTheCharactersThatItAccepts(Vendor vendor, String name, String action) {
    assertThat(vendor.action(name)).isEqualTo(action);
  }

  @Test
  void turnstileTakesActionsOf32Characters() {
    assertThat(Vendor.TURNSTILE.action("a".repeat(33))).isEqualTo("a".repeat(32));
  }
}
