package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
  private static final String SESSION = "JSESSIONID";

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
    Answer answer = sample.visitor().login("alice", "wonderland");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("user").asText()).isEqualTo("alice");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
  }

  @Test
  void logsInByJson() {
    Answer answer =
        sample.visitor().postJson("login", "{\"username\": \"bob\", \"password\": \"builder\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("user").asText()).isEqualTo("bob");
  }

  @Test
  void keepsItsCookiesFromScriptsAndOtherSites() {
    HttpResponse<String> response = sample.visitor().login("bob", "builder").response();

    List<String> cookies = response.headers().allValues("Set-Cookie");
    assertThat(cookies).hasSize(2).allMatch(cookie -> cookie.contains("HttpOnly"));
    assertThat(cookies).anyMatch(cookie -> cookie.startsWith(SESSION + "="));
    assertThat(cookies)
        .anyMatch(cookie -> cookie.startsWith("limitrate-device-") && cookie.contains("Secure"));
    assertThat(cookies).allMatch(cookie -> cookie.contains("SameSite="));
  }

  @Test
  void changesTheSessionsIdWithEveryLogin() {
    Visitor visitor = sample.visitor();
    visitor.login("alice", "wonderland");
    String before = visitor.cookie(SESSION);

    visitor.login("alice", "wonderland");

    assertThat(visitor.cookie(SESSION)).isNotEqualTo(before);
    assertThat(sample.visitor().withCookie(SESSION, before).post("api/checkout").status())
        .isEqualTo(401);
  }

  @Test
  void rejectsAWrongPasswordAndAnUnknownUserAlike() {
    Answer wrong = sample.visitor().login("alice", "builder");
    Answer unknown = sample.visitor().login("mallory", "builder");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Session realm=\"sample\"");
    assertThat(wrong.header("Set-Cookie")).isNull();
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.response().body()).isEqualTo(wrong.response().body());
  }

  @Test
  void answersAFormThatNoScriptHasSentByPages() {
    Visitor browser = sample.visitor();

    Answer wrong = browser.postForm("login", "username=frank&password=x", "Accept", "text/html");
    Answer right =
        browser.postForm("login", "username=bob&password=builder", "Accept", "text/html");

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("Content-Type")).startsWith("text/html");
    assertThat(wrong.response().body()).contains("wrong", "login.html");
    assertThat(right.status()).isEqualTo(302);
    assertThat(right.header("Location")).endsWith("/");
    assertThat(browser.cookie("limitrate-device-main")).isNotNull();
  }

  @Test
  void endsTheSessionWithTheLogout() {
    Visitor visitor = sample.visitor();
    visitor.login("bob", "builder");

    assertThat(visitor.post("logout").status()).isEqualTo(204);
    assertThat(visitor.post("api/checkout").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"password=x", "username=&password=x"})
  void wantsAChallengeOfAFormThatNamesNobody(String form) {
    assertThat(sample.visitor().postForm("login", form).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"username=carol", "%zz=%", "username=carol&username=dave&password=x"})
  void rejectsAFormThatCannotBeRead(String form) {
    assertThat(sample.visitor().postForm("login", form).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\": [\"carol\"], \"password\": \"x\"}",
        "{\"username\": \"carol\", \"password\": [\"x\"]}",
        "{\"username\": \"carol\", \"username\": \"dave\", \"password\": \"x\"}",
        "{\"username\": \"carol\""
      })
  void rejectsBadJsonByAProblem(String json) {
    Answer answer = sample.visitor().postJson("login", json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void rejectsAbsurdSizesAndOtherTypes() {
    Visitor plain = sample.visitor();

    assertThat(sample.visitor().login("x".repeat(257), "x").status()).isEqualTo(400);
    assertThat(sample.visitor().login("x".repeat(500_000), "x").status()).isEqualTo(413);
    assertThat(
            plain
                .send("POST", "login", BodyPublishers.ofString("x"), "Content-Type", "text/plain")
                .status())
        .isEqualTo(415);
    assertThat(plain.get("login").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/login;x=1", "/%6Cogin", "/LOGIN/../login", "/./login"})
  void countsTheLoginHoweverItsPathIsWritten(String path) {
    Visitor visitor = sample.visitor();
    Attempts.untilRejected(() -> visitor.login("erin", "guess"));

    assertThat(visitor.postForm(path, "username=erin&password=guess").status()).isIn(400, 429);
  }
}
