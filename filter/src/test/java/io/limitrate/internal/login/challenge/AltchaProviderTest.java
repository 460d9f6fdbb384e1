package io.limitrate.internal.login.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.ManualClock;
import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings.Algorithm;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.challenge.Verification;
import io.limitrate.challenge.Verification.Failed;
import io.limitrate.challenge.Verification.Passed;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AltchaProviderTest {
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final ChallengeContext LOGIN = new ChallengeContext("login", "alice", "client");
  private static final Failed NOT_OURS =
      new Failed("not a challenge of this server for this action, user and client");
  private static final Failed NO_FORM = new Failed("not in the form of altcha");
  private static final Failed NOT_SOLVED = new Failed("not solved");

  private final ManualClock clock = new ManualClock();
  private final ChallengeProvider provider = provider(work(Algorithm.PBKDF2_SHA256, 10, 1));

  private static ProofOfWork work(Algorithm algorithm, int cost, int digits) {
    return new ProofOfWork(algorithm, cost, digits, LIFE);
  }

  private ChallengeProvider provider(ProofOfWork settings) {
    return Challenges.open(settings, key(0), clock);
  }

  private static byte[] key(int filled) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filled);
    return key;
  }

  private AltchaSolver solution() {
    return AltchaSolver.solve(provider.issue(LOGIN));
  }

  private Verification verify(String token) {
    return provider.verify(token, LOGIN, DEADLINE);
  }

  @Test
  void theChallengeContainsAllThatTheWidgetNeeds() {
    Challenge challenge = provider.issue(LOGIN);

    assertThat(challenge.provider()).isEqualTo("altcha");
    assertThat(challenge.field()).isEqualTo("altcha");
    assertThat(challenge.expiresAt()).isEqualTo(clock.instant().plus(LIFE));
    assertThat(challenge.data())
        .matches(
            "\\{\"parameters\":\\{\"algorithm\":\"PBKDF2/SHA-256\",\"cost\":10,"
                + "\"expiresAt\":1767225900,\"keyPrefix\":\"0\",\"nonce\":\"[0-9a-f]{32}\","
                + "\"salt\":\"[0-9a-f]{32}\"},\"signature\":\"[0-9a-f]{64}\"}");
  }

  @Test
  void theChallengeDoesNotRevealItsContext() {
    assertThat(provider.issue(LOGIN).data()).doesNotContain("login", "alice", "client");
  }

  @Test
  void everyChallengeIsNew() {
    Set<String> salted = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      AltchaSolver solver = solution();
      assertThat(salted.add(solver.member("nonce"))).isTrue();
      assertThat(salted.add(solver.member("salt"))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Algorithm.class)
  void acceptsASolution(Algorithm algorithm) {
    ChallengeProvider any = provider(work(algorithm, 3, 2));
    AltchaSolver solver = AltchaSolver.solve(any.issue(LOGIN));

    assertThat(any.verify(solver.token(), LOGIN, DEADLINE))
        .isEqualTo(new Passed(solver.member("nonce"), LIFE.plusMinutes(1)));
  }

  /** The worker of altcha 3.2.2, {@code pbkdf2.js}, found these solutions. */
  @ParameterizedTest
  @CsvSource({
    "PBKDF2_SHA256, 2000, 3, c0d33d08d70ae152556d573782e9c7fe,"
        + "f4b1633496780f2713240391ec9506d2,"
        + "59fa447871eb4dc99512168a235694865e01086010e8e29fd6346ba6c328a636, 1060,"
        + "000b5923b612f8e48ae3ffbeb64e853c0df61e77affdbc6b843c6b1ebf075c14, 602.6",
    "PBKDF2_SHA512, 500, 1, 1beded59950fbe917f2223020dbc2e20,"
        + "efda70080cd53fd23fb8cf65c0fe8cab,"
        + "82903b68ef0797613442fc22d79c31100a091cad4879989dfb954c2ead911eb6, 57,"
        + "0935d75dad314a4d0f84a4492fe20ad5c64e497f5978dee51ad6696e3494d414, 42.6"
  })
  void acceptsTheSolutionOfTheWidget(
      Algorithm algorithm,
      int cost,
      int digits,
      String nonce,
      String salt,
      String signature,
      long counter,
      String derivedKey,
      String time) {
    byte[] key = new byte[32];
    for (byte i = 0; i < key.length; i++) {
      key[i] = i;
    }
    String token =
        AltchaSolver.token(
            """
            {"challenge":{"parameters":{"algorithm":"%s","cost":%d,"expiresAt":1767225900,\
            "keyPrefix":"%s","nonce":"%s","salt":"%s"},"signature":"%s"},\
            "solution":{"counter":%d,"derivedKey":"%s","time":%s}}\
            """
                .formatted(
                    algorithm.text(),
                    cost,
                    "0".repeat(digits),
                    nonce,
                    salt,
                    signature,
                    counter,
                    derivedKey,
                    time));
    ChallengeContext context = new ChallengeContext("login", "subject", "client");

    ChallengeProvider frozen = Challenges.open(work(algorithm, cost, digits), key, clock);

    assertThat(frozen.verify(token, context, DEADLINE))
        .isEqualTo(new Passed(nonce, LIFE.plusMinutes(1)));
  }

  @Test
  void anotherNodeWithTheSameKeyAcceptsIt() {
    ChallengeProvider other = provider(work(Algorithm.PBKDF2_SHA256, 10, 1));

    assertThat(other.verify(solution().token(), LOGIN, DEADLINE)).isInstanceOf(Passed.class);
  }

  @Test
  void rejectsAChallengeOfAnotherKey() {
    ChallengeProvider stranger =
        Challenges.open(work(Algorithm.PBKDF2_SHA256, 10, 1), key(1), clock);
    AltchaSolver solver = AltchaSolver.solve(stranger.issue(LOGIN));

    assertThat(verify(solver.token())).isEqualTo(NOT_OURS);
  }

  @ParameterizedTest
  @CsvSource({
    "other, alice,       client",
    "login, bob,         client",
    "login, '',          client",
    "login, alice,       elsewhere",
    "login, aliceclient, ''",
    "logi,  nalice,      client"
  })
  void rejectsAChallengeOfAnotherContext(String action, String subject, String client) {
    ChallengeContext other = new ChallengeContext(action, subject, client);

    assertThat(provider.verify(solution().token(), other, DEADLINE)).isEqualTo(NOT_OURS);
  }

  @Test
  void rejectsAnExpiredToken() {
    AltchaSolver solver = solution();
    clock.advance(LIFE.minusMillis(1));
    assertThat(verify(solver.token()))
        .isEqualTo(new Passed(solver.member("nonce"), Duration.ofMillis(60_001)));

    clock.advance(Duration.ofMillis(1));

    assertThat(verify(solver.token())).isEqualTo(new Failed("expired"));
  }

  @Test
  void expiresAtAWholeSecondNotLaterThanItsLife() {
    clock.advance(Duration.ofMillis(999));

    assertThat(provider.issue(LOGIN).expiresAt()).isEqualTo(Instant.parse("2026-01-01T00:05:00Z"));
  }

  @Test
  void allSolutionsOfAChallengeHaveOneId() {
    AltchaSolver solver = solution();
    Verification first = verify(solver.token());

    assertThat(verify(solver.next().token())).isEqualTo(first).isInstanceOf(Passed.class);
  }

  @Test
  void rejectsAKeyWithAnotherCounter() {
    AltchaSolver solver = solution();
    String json =
        solver
            .json()
            .replace("\"counter\":" + solver.counter(), "\"counter\":" + (solver.counter() + 1));

    assertThat(verify(AltchaSolver.token(json))).isEqualTo(NOT_SOLVED);
  }

  @Test
  void rejectsAWrongKeyWithThePrefix() {
    AltchaSolver solver = solution();
    String json = solver.json().replace(solver.derivedKey(), "0".repeat(64));

    assertThat(verify(AltchaSolver.token(json))).isEqualTo(NOT_SOLVED);
  }

  @Test
  void rejectsARightKeyWithoutThePrefix() {
    assertThat(verify(solution().miss().token())).isEqualTo(NOT_SOLVED);
  }

  @Test
  void rejectsAChallengeOfEarlierAndEasierSettings() {
    ChallengeProvider easy = provider(work(Algorithm.PBKDF2_SHA256, 10, 1));
    ChallengeProvider hard = provider(work(Algorithm.PBKDF2_SHA256, 10, 8));
    AltchaSolver solver = AltchaSolver.solve(easy.issue(LOGIN));

    assertThat(hard.verify(solver.token(), LOGIN, DEADLINE)).isEqualTo(NOT_OURS);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"cost\":10',          '\"cost\":1'",
    "'\"keyPrefix\":\"0\"',  '\"keyPrefix\":\"\"'",
    "PBKDF2/SHA-256,         PBKDF2/SHA-512",
    "PBKDF2/SHA-256,         SHA-256"
  })
  void rejectsAPayloadWithOtherParameters(String ours, String theirs) {
    String json = solution().json().replace(ours, theirs);

    assertThat(verify(AltchaSolver.token(json))).isEqualTo(NOT_OURS);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 32, Long.MAX_VALUE})
  void rejectsACounterThatTheWidgetCannotReach(long counter) {
    String json = solution().json().replaceFirst("\"counter\":\\d+", "\"counter\":" + counter);

    assertThat(verify(AltchaSolver.token(json))).isEqualTo(NO_FORM);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"counter\":|\"counter\":\"5\",\"n\":",
        "\"counter\":|\"counter\":1.0,\"n\":",
        "\"cost\":10|\"cost\":\"10\"",
        "\"cost\":10|\"cost\":1e1",
        "\"cost\":10|\"cost\":10,\"cost\":10",
        "\"cost\":10|\"cost\":10,\"memoryCost\":1",
        "\"cost\":10|\"cost\":10,\"data\":{}",
        "\"cost\":10|\"cost\":[10]",
        "\"cost\":10|\"cost\":99999999999999999999",
        "\"cost\":10,|",
        "\"time\":12.5|\"time\":null",
        "\"time\":12.5|\"time\":true",
        "\"time\":12.5}}|\"time\":12.5}} {}",
        "\"time\":12.5}}|\"time\":12.5}",
        "{\"challenge\"|[{\"challenge\"",
        "{\"challenge\"|{\"test\":true,\"challenge\""
      })
  void rejectsAPayloadThatTheWidgetDoesNotWrite(String ours, String theirs) {
    String json = solution().json();

    assertThat(json).contains(ours);
    assertThat(verify(AltchaSolver.token(json.replace(ours, theirs == null ? "" : theirs))))
        .isEqualTo(NO_FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "e30=", "e30", "bnVsbA==", "W10=", "%7B%7D", "{}", "5"})
  void rejectsTextThatIsNotAPayload(String token) {
    assertThat(verify(token)).isEqualTo(NO_FORM);
  }

  @Test
  void rejectsALongTokenUnread() {
    String json = solution().json();

    assertThat(verify(AltchaSolver.token(json + " ".repeat(100)))).isInstanceOf(Passed.class);
    assertThat(verify(AltchaSolver.token(json + " ".repeat(1_000)))).isEqualTo(NO_FORM);
  }

  /** A hundred derivations would take minutes. */
  @Test
  void aForgedTokenCostsNoDerivation() {
    ChallengeProvider dear = provider(work(Algorithm.PBKDF2_SHA256, 10_000_000, 1));
    String json =
        """
        {"challenge":%s,"solution":{"counter":1,"derivedKey":"%s","time":1}}\
        """
            .formatted(dear.issue(LOGIN).data(), "0".repeat(64));
    ChallengeContext other = new ChallengeContext("login", "bob", "client");
    long startNanos = System.nanoTime();

    for (int i = 0; i < 100; i++) {
      assertThat(dear.verify(AltchaSolver.token(json), other, DEADLINE)).isEqualTo(NOT_OURS);
    }

    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofMinutes(1));
  }
}
