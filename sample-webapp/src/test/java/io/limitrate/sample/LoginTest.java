package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  private static Sample sample;

  @BeforeAll
  static void start() throws IOException {
    sample = Sample.start();
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @Test
  void logsInByAForm() {
    Visitor alice = sample.visitor();

    Answer answer = alice.login("alice", "wonderland");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("user").asText()).isEqualTo("alice");
    assertThat(answer.header("Set-Cookie")).contains("HttpOnly").contains("SameSite=Strict");
    assertThat(answer.limit()).isEqualTo(5);
    assertThat(answer.remaining()).isEqualTo(4);
  }

  @Test
  void logsInByJson() {
    Answer answer =
        sample.visitor().postJson("login", "{\"username\": \"bob\", \"password\": \"builder\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("user").asText()).isEqualTo("bob");
  }

  @Test
  void changesTheSessionsIdWithEveryLogin() {
    Visitor visitor = sample.visitor();
    visitor.login("alice", "wonderland");
    String before = visitor.cookie();

    visitor.login("alice", "wonderland");

    assertThat(visitor.cookie()).isNotEqualTo(before);
    assertThat(sample.visitor().withCookie(before).post("api/checkout").status()).isEqualTo(401);
  }

  @Test
  void refusesAWrongPasswordAndAnUnknownUserAlike() {
    Answer wrong = sample.visitor().login("alice", "builder");
    Answer unknown = sample.visitor().login("mallory", "builder");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Session realm=\"sample\"");
    assertThat(wrong.header("Set-Cookie")).isNull();
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
  }

  @Test
  void endsTheSessionWithTheLogout() {
    Visitor visitor = sample.visitor();
    visitor.login("bob", "builder");

    assertThat(visitor.post("logout").status()).isEqualTo(204);
    assertThat(visitor.post("api/checkout").status()).isEqualTo(401);
  }

  @Test
  void refusesTheSixthLoginWithinAMinuteEvenWithTheRightPassword() {
    Visitor visitor = sample.visitor();
    Attempts attempts = Attempts.untilRefused(() -> visitor.login("alice", "guess"));

    Answer right = visitor.login("alice", "wonderland");

    attempts.assertCapacity(5, Duration.ofSeconds(60));
    assertThat(attempts.permitted()).allMatch(answer -> answer.status() == 401);
    assertThat(attempts.refusal().retryAfter()).isBetween(1, 60);
    assertThat(right.status()).isEqualTo(429);
    assertThat(right.json().get("violated-policies").toString()).isEqualTo("[\"login\"]");
    assertThat(sample.visitor().login("alice", "wonderland").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login;x=1", "/%6Cogin", "/LOGIN/../login", "/./login"})
  void countsTheLoginHoweverItsPathIsWritten(String path) {
    Visitor visitor = sample.visitor();
    Attempts.untilRefused(() -> visitor.login("alice", "guess"));

    assertThat(visitor.postForm(path, "username=alice&password=wonderland").status())
        .isIn(400, 429);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "username=alice", "password=x", "username=&password=x", "%zz=%"})
  void refusesAnIncompleteForm(String form) {
    assertThat(sample.visitor().postForm("login", form).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "{}", "[]", "{\"username\": [\"alice\"], \"password\": \"x\"}"})
  void refusesBadJsonByAProblem(String json) {
    Answer answer = sample.visitor().postJson("login", json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void refusesAbsurdSizesAndOtherTypes() {
    String name = "x".repeat(257);

    assertThat(sample.visitor().login(name, "x").status()).isEqualTo(400);
    assertThat(sample.visitor().login("x".repeat(500_000), "x").status()).isIn(400, 413);
    assertThat(sample.visitor().post("login").status()).isEqualTo(415);
    assertThat(
            sample
                .visitor()
                .send("POST", "login", BodyPublishers.ofString("x"), "Content-Type", "text/plain")
                .status())
        .isEqualTo(415);
    assertThat(sample.visitor().get("login").status()).isEqualTo(405);
  }
}
