package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Case study 3: how many guesses the login permits, and to which clients. */
class LoginGuardTest {
  private static final String DEVICE = "limitrate-device-main";

  private Sample sample;

  @BeforeEach
  void start() throws IOException {
    sample = Sample.start(ProofOfWork.CHEAP);
  }

  @AfterEach
  void stop() {
    sample.close();
  }

  @Test
  void asksForAChallengeAfterThreeFailuresAndBlocksAfterFiveAttempts() {
    Visitor guesser = sample.visitor();

    assertThat(statuses(guesser, "bob", 6)).containsExactly(401, 401, 401, 403, 403, 429);
  }

  @Test
  void blocksTheAddressForFiveMinutesEvenFromTheRightPassword() {
    Visitor guesser = sample.visitor();
    Answer rejection = Attempts.untilRejected(() -> guesser.login("bob", "guess")).rejection();

    Answer right = guesser.login("bob", "builder");

    assertThat(rejection.retryAfter()).isBetween(290, 300);
    assertThat(rejection.header("Content-Type")).startsWith("application/problem+json");
    assertThat(rejection.response().body()).doesNotContain("bob");
    assertThat(right.status()).isEqualTo(429);
    assertThat(right.retryAfter()).isBetween(1, rejection.retryAfter());
    assertThat(sample.visitor().login("bob", "builder").status()).isEqualTo(200);
  }

  @Test
  void letsInWhoeverSolvesTheChallenge() {
    Visitor visitor = sample.visitor();
    statuses(visitor, "alice", 3);
    Answer challenge = visitor.login("alice", "wonderland");

    Answer answer = visitor.login("alice", "wonderland", ProofOfWork.solve(challenge));

    assertThat(challenge.status()).isEqualTo(403);
    assertThat(challenge.json().at("/challenge/provider").asText()).isEqualTo("altcha");
    assertThat(challenge.json().at("/challenge/field").asText()).isEqualTo("altcha");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void takesASolutionForNoOtherUser() {
    Visitor visitor = sample.visitor();
    statuses(visitor, "alice", 3);
    String token = ProofOfWork.solve(visitor.login("alice", "guess"));

    assertThat(visitor.login("bob", "builder", token).status()).isEqualTo(403);
  }

  @Test
  void checksNoEleventhPasswordOfAUserWithinAnHourFromWhateverAddress() {
    lock("alice");
    Answer victim = sample.visitor().login("alice", "wonderland");

    assertThat(victim.status()).isEqualTo(429);
    assertThat(victim.retryAfter()).isBetween(3_500, 3_600);
    assertThat(sample.visitor().login("bob", "builder").status()).isEqualTo(200);
  }

  @Test
  void doesNotTellALockedUserFromAnUnknownOne() {
    lock("alice");
    lock("nobody");

    Answer known = sample.visitor().login("alice", "wonderland");
    Answer unknown = sample.visitor().login("nobody", "wonderland");

    assertThat(unknown.status()).isEqualTo(known.status()).isEqualTo(429);
    assertThat(unknown.json().get("title")).isEqualTo(known.json().get("title"));
    assertThat(unknown.header("Content-Type")).isEqualTo(known.header("Content-Type"));
  }

  @Test
  void letsABrowserInThatIsKnownAlthoughOthersHaveLockedTheUser() {
    Visitor alice = sample.visitor();
    alice.login("alice", "wonderland");
    lock("alice");

    String device = alice.cookie(DEVICE);
    Answer known = sample.visitor().withCookie(DEVICE, device).login("alice", "wonderland");

    assertThat(known.status()).isEqualTo(200);
    assertThat(sample.visitor().login("alice", "wonderland").status()).isEqualTo(429);
  }

  @Test
  void knowsABrowserForNobodyElse() {
    Visitor alice = sample.visitor();
    alice.login("alice", "wonderland");
    lock("bob");

    String device = alice.cookie(DEVICE);

    assertThat(sample.visitor().withCookie(DEVICE, device).login("bob", "builder").status())
        .isEqualTo(429);
  }

  @Test
  void forgetsAUsersFailuresWithASuccess() {
    Visitor alice = sample.visitor();
    IntStream.range(0, 3).forEach(i -> statuses(sample.visitor(), "alice", 3));
    alice.login("alice", "wonderland");

    IntStream.range(0, 3).forEach(i -> statuses(sample.visitor(), "alice", 3));

    assertThat(sample.visitor().login("alice", "wonderland").status()).isEqualTo(200);
  }

  @Test
  void suspectsAnAddressThatTriesManyNames() throws IOException {
    try (Sample patient = Sample.start(manyAttempts())) {
      Visitor sprayer = patient.visitor();
      List<Integer> statuses =
          IntStream.range(0, 12)
              .mapToObj(i -> sprayer.login("user" + i, "123456").status())
              .toList();

      assertThat(statuses.subList(0, 11)).containsOnly(401);
      assertThat(statuses.get(11)).isEqualTo(403);
    }
  }

  /** Permits so many attempts that only the number of names can make an address suspect. */
  private static Map<String, String> manyAttempts() {
    return Map.of(
        "limitrate.logins.main.address.attempts", "100/1m",
        "limitrate.logins.main.address.challenge", "99/1m");
  }

  /** Sends ten wrong passwords from four addresses; no address needs a challenge. */
  private void lock(String username) {
    assertThat(
            Stream.of(3, 3, 3, 1)
                .flatMap(count -> statuses(sample.visitor(), username, count).stream()))
        .hasSize(10)
        .containsOnly(401);
  }

  private static List<Integer> statuses(Visitor visitor, String username, int count) {
    return Stream.generate(() -> visitor.login(username, "guess").status()).limit(count).toList();
  }
}
