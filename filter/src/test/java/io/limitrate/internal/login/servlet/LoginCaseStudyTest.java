package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.FORM;
import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static io.limitrate.servlet.LoginApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.login.LoginEvent.StuffingSuspected;
import io.limitrate.servlet.LoginApp;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The guarantees of a login guard, seen by a client. */
class LoginCaseStudyTest {
  private static final String HERE = address(0);

  private final LoginApp login = new LoginApp();

  @AfterEach
  void close() {
    login.close();
  }

  @Test
  void theFourthAttemptInAMinuteNeedsAChallengeAndTheSixthBlocksForFiveMinutes() throws Exception {
    login.start();

    List<Integer> answers =
        IntStream.range(0, 6).mapToObj(i -> login.guess(HERE, "alice")).toList();

    assertThat(answers).containsExactly(401, 401, 401, 403, 403, 429);
    assertThat(login.checks()).isEqualTo(3);
  }

  @Test
  void challengeIsAProblemWithTheChallengeAsAMember() throws Exception {
    login.start();
    login.provoke(HERE, "alice");

    HttpResponse<String> asked = login.login(HERE, "alice", RIGHT);

    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(asked.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(asked.headers().firstValue("Retry-After")).isEmpty();
    assertThat(asked.body())
        .contains("\"challenge\":{\"provider\":\"altcha\",\"field\":\"altcha\",\"data\":{")
        .contains("\"expiresAt\":\"2026-01-01T00:05:00Z\"");
  }

  @Test
  void aSolvedChallengeLetsTheRightPasswordIn() throws Exception {
    login.start();
    login.provoke(HERE, "alice");
    String token = login.solve(HERE, "alice");

    HttpResponse<String> in =
        login.post(HERE, FORM, form("alice", RIGHT) + "&altcha=" + LoginApp.encoded(token));

    assertThat(in.statusCode()).isEqualTo(200);
    assertThat(in.body()).isEqualTo("welcome");
  }

  @Test
  void sixthAttemptIsRejectedEvenWithASolvedChallenge() throws Exception {
    login.start();
    login.provoke(HERE, "alice");
    String token = login.solve(HERE, "alice");
    login.guess(HERE, "alice");

    HttpResponse<String> blocked = login.login(HERE, "alice", RIGHT, "altcha", token);

    assertThat(blocked.statusCode()).isEqualTo(429);
    assertThat(blocked.headers().firstValue("Retry-After")).contains("300");
    assertThat(blocked.body()).contains("\"title\":\"Too many attempts\"");
    assertThat(login.checks()).isEqualTo(3);
  }

  @Test
  void blockIsNotProlongedByAttemptsAndEndsInTime() throws Exception {
    login.start();
    IntStream.range(0, 6).forEach(i -> login.guess(HERE, "alice"));
    login.app().pass(Duration.ofSeconds(299));

    HttpResponse<String> early = login.login(HERE, "alice", RIGHT);
    login.app().pass(Duration.ofSeconds(1));

    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(early.headers().firstValue("Retry-After")).contains("1");
    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void theNextBlockLastsTwiceAsLong() throws Exception {
    login.start();
    IntStream.range(0, 6).forEach(i -> login.guess(HERE, "alice"));
    login.app().pass(Duration.ofMinutes(5));

    IntStream.range(0, 5).forEach(i -> login.guess(HERE, "alice"));

    assertThat(login.login(HERE, "alice", RIGHT).headers().firstValue("Retry-After"))
        .contains("600");
  }

  @Test
  void theEleventhFailureOfAUserInAnHourIsRejectedFromAnyAddress() throws Exception {
    login.start();
    IntStream.range(0, 10).forEach(i -> login.guess(address(i), "alice"));

    assertThat(login.login(address(10), "alice", RIGHT).statusCode()).isEqualTo(429);
    assertThat(login.checks()).isEqualTo(10);
    assertThat(login.login(address(10), "bob", RIGHT).statusCode()).isEqualTo(200);
    login.app().pass(Duration.ofHours(1));
    assertThat(login.login(address(11), "alice", RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void aSuccessForgetsTheUsersFailuresAndNotTheAddresss() throws Exception {
    login.start();
    IntStream.range(1, 10).forEach(i -> login.guess(address(i), "alice"));
    login.guess(HERE, "bob");
    login.guess(HERE, "bob");

    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(200);

    assertThat(login.guess(address(20), "alice")).isEqualTo(401);
    assertThat(login.guess(address(21), "alice")).isEqualTo(401);
    assertThat(login.guess(HERE, "bob")).isEqualTo(401);
    assertThat(login.guess(HERE, "bob")).isEqualTo(403);
  }

  @Test
  @Timeout(60)
  void aHundredGuessesAtOnceFromAHundredAddressesCheckTenPasswords() throws Exception {
    login.start();

    atOnce(IntStream.range(0, 100).mapToObj(LoginApp::address).toList(), 90);

    assertThat(login.checks()).isEqualTo(10);
  }

  @Test
  @Timeout(60)
  void aHundredGuessesAtOnceFromOneAddressCheckFivePasswords() throws Exception {
    login.start();

    atOnce(IntStream.range(0, 100).mapToObj(i -> HERE).toList(), 95);

    assertThat(login.checks()).isEqualTo(5);
  }

  /** No password check ends before this number of attempts was rejected. */
  private void atOnce(List<String> addresses, int rejected) throws Exception {
    CountDownLatch answers = new CountDownLatch(rejected);
    login.whileChecking(() -> await(answers));
    List<CompletableFuture<HttpResponse<String>>> all =
        addresses.stream().map(address -> guessing(address, answers)).toList();

    assertThat(all)
        .extracting(answer -> answer.join().statusCode())
        .filteredOn(status -> status == 429)
        .hasSize(rejected);
  }

  private CompletableFuture<HttpResponse<String>> guessing(String address, CountDownLatch answers) {
    HttpRequest guess = login.attempt(address, FORM, form("alice", WRONG));
    return login.app().sendAsync(guess).whenComplete((answer, failure) -> answers.countDown());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void fiftyAddressesAtOneUserGetTenGuesses() throws Exception {
    login.start();

    List<Integer> answers =
        IntStream.range(0, 50).mapToObj(i -> login.guess(address(i), "alice")).toList();

    assertThat(answers).filteredOn(status -> status == 401).hasSize(10);
    assertThat(answers.subList(10, 50)).containsOnly(429);
  }

  @Test
  void oneAddressThatTriesManyNamesIsSuspectedThenChallengedThenBlocked() throws Exception {
    login.start();
    for (int i = 0; i < 11; i++) {
      assertThat(login.guess(HERE, "user" + i)).isEqualTo(401);
      login.app().pass(Duration.ofSeconds(30));
    }
    assertThat(login.events()).hasAtLeastOneElementOfType(StuffingSuspected.class);

    for (int i = 11; i < 22; i++) {
      String token = login.solve(HERE, "user" + i);
      login.login(HERE, "user" + i, WRONG, "altcha", token);
      login.app().pass(Duration.ofSeconds(30));
    }

    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(429);
    assertThat(login.checks()).isEqualTo(22);
  }
}
