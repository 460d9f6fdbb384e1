package io.limitrate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.FailureRule;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.ChallengeSettings.Algorithm;
import io.limitrate.challenge.ChallengeSettings.Own;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.challenge.ChallengeSettings.SiteVerify;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import io.limitrate.internal.yaml.Reading;
import io.limitrate.internal.yaml.Samples;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.LoginSettings.Unavailable;
import io.limitrate.login.OutcomeRules;
import io.limitrate.login.UsernameSource;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginsTest {
  private static final String EVERYTHING =
      """
      logins:
        main:
          paths: [/login, "/t/{tenant}/login"]
          methods: [post, GET]
          username: form:user | json:/user/name | header:Authorization
          normalizer: io.limitrate.internal.yaml.Samples$Numbers
          address:
            attempts: 6/2m
            failures: 20/1d
            challenge: 4/1m
            block: 10m
            spraying: { names: 20/5m, failing: 50% }
          user: { attempts: 100/1h, failures: 8/1h, challenge: 5/1h, block: 1m }
          device:
            attempts: 7/1m
            failures: 9/1h
            challenge: none
            block: 2m
            cookie: __Host-known
            path: /app
            lifetime: 30d
            secure: true
            keys:
              - 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
              - FFEEDDCCBBAA99887766554433221100FFEEDDCCBBAA99887766554433221100
          escalation: { factor: 3, max: 2h, memory: 7d }
          outcome: { failure: [401, 403, /login?error], success: [204, /home] }
          challenge: humans
          failure: closed
          page: /login.html
          consecutive: 100
      challenges:
        humans:
          provider: recaptcha
          siteKey: 0x4AAA
          secret: s3cret
          hostnames: [www.example.com, Example.com]
          score: 0.7
          url: "https://captcha.example.net/siteverify"
          unavailable: closed
          timeout: 500ms
        altcha: { provider: altcha, algorithm: PBKDF2/SHA-512, cost: 10_000, prefix: 3, life: 10m }
      admin: { jmx: true }
      """;

  private final Configuration everything = Reading.read(EVERYTHING);
  private final LoginSettings main = everything.logins().get("main");

  @Test
  void readsWhereALoginIs() {
    assertThat(everything.logins()).containsOnlyKeys("main");
    assertThat(main.name()).isEqualTo("main");
    assertThat(main.paths()).containsExactly("/login", "/t/{tenant}/login");
    assertThat(main.methods()).containsExactlyInAnyOrder("GET", "POST");
  }

  @Test
  void readsWhereTheUsernameIs() {
    assertThat(main.username())
        .containsExactly(
            new UsernameSource.Form("user"),
            new UsernameSource.Json("/user/name"),
            new UsernameSource.Header("Authorization"));
    assertThat(main.normalizer().normalize("0042")).isEqualTo("42");
  }

  @Test
  void readsWhatMayBeTried() {
    assertThat(main.address())
        .isEqualTo(
            new LoginLimits(
                allowance(6, "PT2M"),
                allowance(20, "P1D"),
                allowance(4, "PT1M"),
                block("PT10M"),
                new Spraying(allowance(20, "PT5M"), 50)));
    assertThat(main.user())
        .isEqualTo(
            new LoginLimits(
                allowance(100, "PT1H"),
                allowance(8, "PT1H"),
                allowance(5, "PT1H"),
                block("PT1M"),
                Spraying.NONE));
  }

  @Test
  void readsHowABrowserIsKnown() {
    DeviceSettings device = main.device().orElseThrow();

    assertThat(device.limits())
        .isEqualTo(
            new LoginLimits(
                allowance(7, "PT1M"),
                allowance(9, "PT1H"),
                Limit.NONE,
                block("PT2M"),
                Spraying.NONE));
    assertThat(device.cookie()).isEqualTo("__Host-known");
    assertThat(device.path()).isEqualTo("/app");
    assertThat(device.lifetime()).isEqualTo(Duration.ofDays(30));
    assertThat(device.secure()).isTrue();
    assertThat(device.keys())
        .extracting(HexFormat.of()::formatHex)
        .containsExactly(
            "00112233445566778899aabbccddeeff".repeat(2),
            "ffeeddccbbaa99887766554433221100".repeat(2));
  }

  @Test
  void readsTheOutcome() {
    assertThat(main.outcome())
        .isEqualTo(
            new OutcomeRules(
                Set.of(401, 403), Set.of(204), List.of("/login?error"), List.of("/home")));
  }

  @Test
  void readsTheChallengeOfAVendor() {
    assertThat(main.challenge())
        .isEqualTo(
            new SiteVerify(
                Vendor.RECAPTCHA,
                "0x4AAA",
                "s3cret",
                Set.of("www.example.com", "example.com"),
                0.7,
                URI.create("https://captcha.example.net/siteverify")));
    assertThat(main.unavailable()).isEqualTo(Unavailable.CLOSED);
    assertThat(main.challengeTimeout()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void readsTheProofOfWorkThatTakesAVendorsPlace() {
    assertThat(main.proofOfWork())
        .isEqualTo(new ProofOfWork(Algorithm.PBKDF2_SHA512, 10_000, 3, Duration.ofMinutes(10)));
  }

  @Test
  void readsTheRest() {
    assertThat(main.failure()).isEqualTo(FailureRule.CLOSED);
    assertThat(main.page()).contains("/login.html");
    assertThat(main.consecutive()).isEqualTo(100);
    assertThat(everything.jmx()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logins: { main: {} }",
        "logins: { main: { address: {}, user: {}, device: {}, escalation: {}, outcome: {} } }",
        """
        logins:
          main:
            username: form:username | json:/username
            address:
              attempts: 5/1m
              failures: none
              challenge: 3/1m
              block: 5m
              spraying: { names: 10/10m, failing: 80% }
            user: { attempts: none, failures: 10/1h, challenge: none, block: none }
            device:
              attempts: 5/1m
              failures: 10/1h
              challenge: 3/1m
              block: 5m
              cookie: limitrate-device-main
              path: /
              lifetime: 180d
              secure: true
            escalation: { factor: 2, max: 1h, memory: 1d }
            outcome: { failure: 401 }
            challenge: altcha
            failure: local
            consecutive: none
        """
      })
  void whatIsLeftOutHasItsDefault(String yaml) {
    LoginSettings read = Reading.read(yaml).logins().get("main");

    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("normalizer")
        .isEqualTo(LoginSettings.builder("main").build());
    assertThat(read.normalizer().normalize("ALICE")).isEqualTo("alice");
  }

  @Test
  void noneAsSuccessSaysThatTheApplicationTells() {
    assertThat(login("outcome: { success: none }").outcome().application()).isTrue();
    assertThat(login("outcome: { success: none }").outcome().namesNoSuccess()).isFalse();
    assertThat(login("outcome: { failure: 401 }").outcome().namesNoSuccess()).isTrue();
  }

  @Test
  void whatASectionLeavesOutHasItsDefault() {
    LoginSettings read =
        login("address: { block: 10m, spraying: { failing: 9% } }, escalation: { factor: 3 }");

    LoginLimits usual = LoginLimits.ADDRESS;
    assertThat(read.address())
        .isEqualTo(
            new LoginLimits(
                usual.attempts(),
                usual.failures(),
                usual.challenge(),
                new Block(time("PT10M"), 3, time("PT1H"), time("P1D")),
                new Spraying(usual.spraying().names(), 9)));
  }

  @Test
  void limitsCanBeSwitchedOff() {
    LoginSettings read =
        login(
            "address: { attempts: NONE, challenge: none, spraying: none }, user: { failures: none"
                + " }, device: none");

    assertThat(read.address().attempts()).isEqualTo(Limit.NONE);
    assertThat(read.address().challenge()).isEqualTo(Limit.NONE);
    assertThat(read.address().spraying()).isEqualTo(Spraying.NONE);
    assertThat(read.user().failures()).isEqualTo(Limit.NONE);
    assertThat(read.device()).isEmpty();
  }

  @Test
  void theDefaultBlockIsNoLongerThanTheLongest() {
    LoginSettings read = login("escalation: { max: 1m }");

    Block expected = new Block(time("PT1M"), 2, time("PT1M"), time("P1D"));
    assertThat(read.address().block()).isEqualTo(expected);
    assertThat(read.device().orElseThrow().limits().block()).isEqualTo(expected);
    assertThat(read.user().block()).isEqualTo(Block.NONE);
  }

  @Test
  void aFactorOfOneMakesAllBlocksAlike() {
    LoginSettings read = login("escalation: { factor: 1 }, address: { block: 2h }");

    assertThat(read.address().block())
        .isEqualTo(new Block(time("PT2H"), 1, time("PT2H"), Duration.ZERO));
  }

  @ParameterizedTest
  @CsvSource({"turnstile, TURNSTILE, 0", "HCaptcha, HCAPTCHA, 0", "recaptcha, RECAPTCHA, 0.5"})
  void aVendorNeedsItsKeysOnly(String provider, Vendor vendor, double score) {
    LoginSettings read =
        login("challenge: a", "a: { provider: " + provider + ", siteKey: k, secret: s }");

    assertThat(read.challenge())
        .isEqualTo(new SiteVerify(vendor, "k", "s", Set.of(), score, vendor.url()));
    assertThat(read.unavailable()).isEqualTo(Unavailable.PROOF_OF_WORK);
    assertThat(read.challengeTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(read.proofOfWork()).isEqualTo(ChallengeSettings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/verify",
        "http://[::1]/",
        "http://localhost/",
        "https://a/"
      })
  void aTestOrAProxyCanPlayAVendor(String url) {
    LoginSettings read =
        login(
            "challenge: a",
            "a: { provider: turnstile, siteKey: k, secret: s, url: \"" + url + "\" }");

    assertThat(((SiteVerify) read.challenge()).url()).hasToString(url);
  }

  @Test
  void theApplicationsOwnChallengeIsOneObject() {
    Configuration read =
        Reading.read(
            """
            logins: { a: { challenge: own }, b: { challenge: own } }
            challenges: { own: { provider: "io.limitrate.internal.yaml.Samples$Riddle", unavailable: open } }
            """);

    ChallengeSettings own = read.logins().get("a").challenge();
    assertThat(((Own) own).provider()).isInstanceOf(Samples.Riddle.class);
    assertThat(read.logins().get("b").challenge()).isEqualTo(own);
    assertThat(read.logins().get("a").unavailable()).isEqualTo(Unavailable.OPEN);
  }

  @Test
  void theBuiltInChallengeCanBeChangedUnderItsName() {
    assertThat(login("", "altcha: { provider: Altcha, cost: 7 }").challenge())
        .isEqualTo(new ProofOfWork(Algorithm.PBKDF2_SHA256, 7, 3, Duration.ofMinutes(5)));
  }

  @Test
  void withoutAChallengeFailuresJustCount() {
    LoginSettings read = login("challenge: None");

    assertThat(read.challenge()).isEqualTo(new ChallengeSettings.None());
    assertThat(read.address().challenge()).isEqualTo(Limit.NONE);
    assertThat(read.device().orElseThrow().limits().challenge()).isEqualTo(Limit.NONE);
    assertThat(read.address().attempts()).isEqualTo(LoginLimits.ADDRESS.attempts());
  }

  @Test
  void aLoginOfTheFileReplacesThatOfTheBaseAsAWhole() {
    LoginSettings replaced =
        LoginSettings.builder("main").paths(List.of("/a")).consecutive(5).build();
    LoginSettings kept = LoginSettings.builder("kept").paths(List.of("/b")).build();
    Configuration base = Configuration.builder().login(replaced).login(kept).jmx(true).build();

    Configuration read =
        Reading.read("logins: { main: { paths: [/c], user: { failures: 5/1h } } }", base, Map.of());

    assertThat(read.logins()).containsOnlyKeys("main", "kept").containsEntry("kept", kept);
    assertThat(read.logins().get("main").paths()).containsExactly("/c");
    assertThat(read.logins().get("main").consecutive()).isZero();
    assertThat(read.jmx()).isTrue();
    assertThat(Reading.read("admin: {}", base, Map.of()).jmx()).isFalse();
  }

  @Test
  void aPathOfALoginOfTheBaseIsTaken() {
    LoginSettings login = LoginSettings.builder("main").paths(List.of("/login")).build();
    Configuration base = Configuration.builder().login(login).build();

    assertThat(Reading.errors("logins: { other: { paths: /login } }", base))
        .containsExactly(
            "limitrate.yaml:1: logins.other.paths[0] \"/login\": is a path of the login main"
                + " already");
    assertThat(Reading.read("logins: { main: { paths: /login } }", base, Map.of()).logins())
        .hasSize(1);
  }

  private static LoginSettings login(String settings) {
    return login(settings, "");
  }

  private static LoginSettings login(String settings, String challenges) {
    String yaml = "logins: { main: { " + settings + " } }\nchallenges: { " + challenges + " }";
    return Reading.read(yaml).logins().get("main");
  }

  private static Limit allowance(int limit, String window) {
    return new Limit(limit, time(window));
  }

  private static Block block(String time) {
    return new Block(time(time), 3, time("PT2H"), time("P7D"));
  }

  private static Duration time(String text) {
    return Duration.parse(text);
  }
}
