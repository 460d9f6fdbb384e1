package io.limitrate.internal.login.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import io.limitrate.challenge.Verification;
import io.limitrate.challenge.Verification.Failed;
import io.limitrate.challenge.Verification.Passed;
import io.limitrate.challenge.Verification.Unavailable;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteVerifyProviderTest {
  private static final ChallengeContext LOGIN = new ChallengeContext("login", "alice", "client");
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String TOKEN = "0.token-a_b";

  private VendorServer server;
  private ChallengeProvider provider;

  @BeforeEach
  void start() throws Exception {
    server = new VendorServer();
    use(Vendor.TURNSTILE);
  }

  @AfterEach
  void close() {
    provider.close();
    server.close();
  }

  private void use(Vendor vendor, String... hostnames) {
    use(vendor, server.url(), hostnames);
  }

  private void use(Vendor vendor, URI url, String... hostnames) {
    if (provider != null) {
      provider.close();
    }
    SiteVerify settings = new SiteVerify(vendor, "site", "s3cr&t", Set.of(hostnames), 0.5, url);
    provider = Challenges.open(settings, new byte[32], InstantSource.system());
  }

  private Verification verify() {
    return provider.verify(TOKEN, LOGIN, DEADLINE);
  }

  @ParameterizedTest
  @EnumSource(Vendor.class)
  void theChallengeNamesTheWidgetAndTheFieldOfItsToken(Vendor vendor) {
    use(vendor);

    assertThat(provider.issue(LOGIN))
        .isEqualTo(new Challenge(vendor.text(), vendor.field(), "site", null, null, null));
  }

  @Test
  void sendsTheSecretAndTheTokenAndNothingOfTheUser() {
    server.answers("{\"success\":true}");

    provider.verify("a+b&c=d%", LOGIN, DEADLINE);

    assertThat(server.forms()).containsExactly("secret=s3cr%26t&response=a%2Bb%26c%3Dd%25");
    assertThat(server.headers())
        .singleElement()
        .asString()
        .startsWith("POST ")
        .contains("Content-type=[application/x-www-form-urlencoded]");
  }

  @Test
  void sendsTheSiteKeyToHcaptchaWhoseSecretIsValidForAllSites() {
    use(Vendor.HCAPTCHA);
    server.answers("{\"success\":true}");

    verify();

    assertThat(server.forms()).containsExactly("secret=s3cr%26t&response=0.token-a_b&sitekey=site");
  }

  @Test
  void acceptsWhatTheVendorAccepts() {
    server.answers(
        """
        {"success": true, "error-codes": [], "challenge_ts": "2026-01-01T00:00:00Z",
         "hostname": "example.com", "action": "login", "cdata": "",
         "metadata": {"interactive": false, "more": [1, {"x": null}]}}\
        """);

    assertThat(verify())
        .isInstanceOfSatisfying(
            Passed.class,
            passed -> {
              assertThat(passed.id()).matches("[A-Za-z0-9_-]{43}");
              assertThat(passed.life()).isEqualTo(Verification.DEFAULT_LIFE);
            });
  }

  @Test
  void oneTokenHasOneId() {
    server.answers("{\"success\":true}");

    assertThat(verify()).isEqualTo(verify());
    assertThat(verify()).isNotEqualTo(provider.verify(TOKEN + "c", LOGIN, DEADLINE));
  }

  @ParameterizedTest
  @CsvSource({
    "TURNSTILE, timeout-or-duplicate",
    "TURNSTILE, invalid-input-response",
    "TURNSTILE, missing-input-response",
    "RECAPTCHA, timeout-or-duplicate",
    "RECAPTCHA, browser-error",
    "HCAPTCHA,  invalid-or-already-seen-response",
    "HCAPTCHA,  already-seen-response",
    "HCAPTCHA,  expired-input-response",
    "HCAPTCHA,  not-using-dummy-passcode",
    "HCAPTCHA,  something-new"
  })
  void aTokenThatTheVendorRejectsFails(Vendor vendor, String code) {
    use(vendor);
    server.answers("{\"success\":false,\"error-codes\":[\"" + code + "\"]}");

    assertThat(verify()).isEqualTo(new Failed("rejected: " + code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"success\":false}",
        "{\"success\":false,\"error-codes\":[]}",
        "{\"success\":false,\"error-codes\":null}"
      })
  void aTokenThatTheVendorRejectsWithoutAReasonFails(String answer) {
    server.answers(answer);

    assertThat(verify()).isEqualTo(new Failed("rejected without a reason"));
  }

  @Test
  void aRejectionMayComeAsABadRequest() {
    server.answers(400, "{\"success\":false,\"error-codes\":[\"invalid-input-response\"]}");

    assertThat(verify()).isEqualTo(new Failed("rejected: invalid-input-response"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"invalid-input-secret", "missing-input-secret", "internal-error", "bad-request"})
  void anErrorThatTheClientCannotCauseIsUnavailable(String code) {
    server.answers(
        "{\"success\":false,\"error-codes\":[\"invalid-input-response\",\"" + code + "\"]}");

    assertUnavailable(code);
  }

  private void assertUnavailable(String reason) {
    assertThat(verify())
        .isInstanceOfSatisfying(
            Unavailable.class, unavailable -> assertThat(unavailable.reason()).contains(reason));
  }

  @Test
  void anErrorGoesToTheLogShortAndOnOneLine() {
    server.answers("{\"success\":false,\"error-codes\":[\"x\\r\\n" + "y".repeat(1_000) + "\"]}");

    assertThat(verify()).isEqualTo(new Failed("rejected: x??" + "y".repeat(97) + "..."));
  }

  @ParameterizedTest
  @CsvSource({
    "example.com,       true",
    "EXAMPLE.com,       true",
    "www.example.org,   true",
    "evil.example.com,  false",
    "example.com.evil,  false",
    "'',                false"
  })
  void rejectsATokenOfAnotherHostname(String hostname, boolean ours) {
    use(Vendor.TURNSTILE, "Example.com", "www.example.org");
    server.answers("{\"success\":true,\"hostname\":\"" + hostname + "\"}");

    assertThat(verify())
        .isInstanceOfAny(Passed.class, Failed.class)
        .matches(verification -> verification instanceof Passed == ours);
  }

  @Test
  void rejectsAnAnswerWithoutAConfiguredHostname() {
    use(Vendor.RECAPTCHA, "example.com");
    server.answers("{\"success\":true,\"apk_package_name\":\"com.example\"}");

    assertThat(verify()).isEqualTo(new Failed("made at another hostname: "));
  }

  @ParameterizedTest
  @CsvSource({
    "TURNSTILE, login,                 login,                            true",
    "TURNSTILE, login,                 Login,                            false",
    "TURNSTILE, login,                 signup,                           false",
    "TURNSTILE, login.v-2,             login_v-2,                        true",
    "TURNSTILE, abcdefghijklmnopqrstuvwxyz0123456789, abcdefghijklmnopqrstuvwxyz012345, true",
    "RECAPTCHA, login,                 login,                            true",
    "RECAPTCHA, login.v-2,             login_v__,                        true",
    "RECAPTCHA, login.v-2,             login.v-2,                        false"
  })
  void rejectsATokenOfAnotherAction(Vendor vendor, String asked, String answered, boolean same) {
    use(vendor);
    server.answers("{\"success\":true,\"score\":0.9,\"action\":\"" + answered + "\"}");

    assertThat(provider.verify(TOKEN, new ChallengeContext(asked, "", ""), DEADLINE))
        .isInstanceOfAny(Passed.class, Failed.class)
        .matches(verification -> verification instanceof Passed == same);
  }

  @ParameterizedTest
  @CsvSource({
    "RECAPTCHA, 0.5,  true",
    "RECAPTCHA, 1,    true",
    "RECAPTCHA, 0.49, false",
    "RECAPTCHA, 0,    false",
    "RECAPTCHA, null, true",
    "HCAPTCHA,  0.5,  true",
    "HCAPTCHA,  0,    true",
    "HCAPTCHA,  0.51, false",
    "HCAPTCHA,  1,    false"
  })
  void rejectsATokenWithALowScore(Vendor vendor, String score, boolean enough) {
    use(vendor);
    server.answers("{\"success\":true,\"score\":" + score + "}");

    assertThat(verify())
        .isInstanceOfAny(Passed.class, Failed.class)
        .matches(verification -> verification instanceof Passed == enough);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 401, 403, 404, 429, 500, 502, 503})
  void anotherStatusIsUnavailable(int status) {
    server.answers(status, status == 204 ? "" : "{\"success\":true}");

    assertThat(verify()).isEqualTo(new Unavailable("status " + status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "true",
        "[]",
        "{}",
        "<html>busy</html>",
        "{\"success\":\"true\"}",
        "{\"success\":1}",
        "{\"success\":null}",
        "{\"success\":true",
        "{\"success\":true}{}",
        "{\"success\":false,\"success\":true}",
        "{\"success\":true,\"hostname\":{}}",
        "{\"success\":true,\"action\":7}",
        "{\"success\":true,\"score\":\"1\"}",
        "{\"success\":true,\"error-codes\":\"x\"}",
        "{\"success\":true,\"error-codes\":[{}]}"
      })
  void garbageIsUnavailable(String body) {
    server.answers(200, body);

    assertThat(verify()).isEqualTo(new Unavailable("status 200 without an answer"));
  }

  @Test
  void aSuccessThatComesAsABadRequestIsUnavailable() {
    server.answers(400, "{\"success\":true}");

    assertThat(verify()).isEqualTo(new Unavailable("status 400 without an answer"));
  }

  @Test
  void aRedirectIsNotFollowed() {
    server.redirects();

    assertThat(verify()).isEqualTo(new Unavailable("status 307"));
    assertThat(server.forms()).hasSize(1);
  }

  @Test
  void aHugeBodyIsNotRead() {
    server.answers("{\"success\":true}" + " ".repeat(20_000));

    assertUnavailable("more than 16384 bytes");
  }

  @Test
  void anEndlessBodyIsNotRead() {
    server.floods();

    assertUnavailable("more than 16384 bytes");
  }

  @Test
  void waitsForAHangingVendorUntilTheDeadline() {
    server.hangs();

    assertThat(provider.verify(TOKEN, LOGIN, Duration.ofMillis(50)))
        .isEqualTo(new Unavailable("no answer within 50 ms"));
  }

  @Test
  void waitsForAHangingBodyUntilTheDeadline() {
    server.hangsWithinTheBody();

    assertThat(provider.verify(TOKEN, LOGIN, Duration.ofMillis(200)))
        .isEqualTo(new Unavailable("no answer within 200 ms"));
  }

  @Test
  void anExpiredDeadlineIsUnavailable() {
    server.hangs();

    assertThat(provider.verify(TOKEN, LOGIN, Duration.ZERO))
        .isEqualTo(new Unavailable("no answer within 0 ms"));
  }

  @Test
  void anUnreachableVendorIsUnavailable() {
    URI url = server.url();
    server.close();
    use(Vendor.TURNSTILE, url);

    assertUnavailable("ConnectException");
  }

  @Test
  void anInterruptedThreadStaysInterrupted() {
    server.hangs();
    Thread.currentThread().interrupt();

    assertThat(verify()).isEqualTo(new Unavailable("stopped"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\nb", "t\u00f6ken", "\0"})
  void doesNotAskTheVendorAboutMalformedTokens(String token) {
    assertThat(provider.verify(token, LOGIN, DEADLINE))
        .isEqualTo(new Failed("not in the form of a token"));
    assertThat(provider.verify("a".repeat(4_097), LOGIN, DEADLINE))
        .isEqualTo(new Failed("not in the form of a token"));
    assertThat(server.forms()).isEmpty();
  }

  @Test
  void doesNotAskTheVendorAfterClosing() {
    server.answers("{\"success\":true}");
    provider.close();

    assertThat(verify()).isEqualTo(new Unavailable("closed"));
    assertThat(server.forms()).isEmpty();
  }

  @Test
  void reasonsContainNeitherTheTokenNorTheSecret() {
    server.answers(500, "");
    assertThat(verify().toString()).doesNotContain(TOKEN, "s3cr");

    server.answers("{\"success\":false,\"error-codes\":[\"invalid-input-secret\"]}");
    assertThat(verify().toString()).doesNotContain(TOKEN, "s3cr");
  }
}
