package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.FORM;
import static io.limitrate.servlet.LoginApp.JSON;
import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static io.limitrate.servlet.LoginApp.encoded;
import static io.limitrate.servlet.LoginApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.login.LoginSettings;
import io.limitrate.servlet.LoginApp;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stolen, replayed and forged tokens of challenges. */
class LoginTokensTest {
  private static final String HERE = address(0);
  private static final String THERE = address(1);

  private final LoginApp login = new LoginApp();

  @BeforeEach
  void start() throws Exception {
    LoginSettings.Builder other =
        LoginSettings.builder("other")
            .paths(List.of("/other"))
            .challenge(LoginApp.settings().build().challenge());
    login.app().servlet("/other", (request, response) -> response.setStatus(401));
    login.start(login.configuration(LoginApp.settings()).login(other.build()));
  }

  @AfterEach
  void close() {
    login.close();
  }

  private int withToken(String address, String username, String token) {
    return login.login(address, username, RIGHT, "altcha", token).statusCode();
  }

  private HttpResponse<String> asked(String address, String username) {
    login.provoke(address, username);
    return login.login(address, username, WRONG);
  }

  @Test
  void aTokenIsTakenFromAFormJsonAHeaderOrACookie() throws Exception {
    String token;
    for (int place = 0; place < 4; place++) {
      token = ProofSolver.token(asked(address(place), "alice").body());
      String json = "{\"username\":\"alice\",\"password\":\"right\",\"altcha\":\"" + token + "\"}";
      HttpResponse<String> answer =
          switch (place) {
            case 0 ->
                login.post(address(0), FORM, form("alice", RIGHT) + "&altcha=" + encoded(token));
            case 1 -> login.post(address(1), JSON, json);
            case 2 -> login.login(address(2), "alice", RIGHT, "altcha", token);
            default -> login.login(address(3), "alice", RIGHT, "Cookie", "altcha=" + token);
          };
      assertThat(answer.statusCode()).as("place %d", place).isEqualTo(200);
    }
  }

  @Test
  void tokenInTheQueryIsIgnored() throws Exception {
    String token = ProofSolver.token(asked(HERE, "alice").body());

    HttpResponse<String> answer =
        login
            .app()
            .send(
                "POST",
                "/login?altcha=" + encoded(token),
                form("alice", RIGHT),
                "Content-Type",
                FORM,
                "X-Forwarded-For",
                HERE);

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void aTokenIsGoodForOneAttempt() throws Exception {
    String token = ProofSolver.token(asked(HERE, "alice").body());
    assertThat(withToken(HERE, "alice", token)).isEqualTo(200);

    login.app().pass(Duration.ofMinutes(1));
    login.provoke(HERE, "bob");

    assertThat(withToken(HERE, "alice", token)).isEqualTo(403);
  }

  @Test
  void anotherSolutionOfTheSameChallengeIsNoOtherToken() throws Exception {
    String problem = asked(HERE, "alice").body();
    String first = ProofSolver.token(problem);
    String second = ProofSolver.token(problem, ProofSolver.counter(first) + 1);
    assertThat(withToken(HERE, "alice", first)).isEqualTo(200);

    login.app().pass(Duration.ofMinutes(1));
    login.provoke(HERE, "bob");

    assertThat(withToken(HERE, "alice", second)).isEqualTo(403);
  }

  @Test
  void aTokenIsForOneUser() throws Exception {
    String token = ProofSolver.token(asked(HERE, "alice").body());

    assertThat(withToken(HERE, "bob", token)).isEqualTo(403);
  }

  @Test
  void aTokenIsForOneAddress() throws Exception {
    String token = ProofSolver.token(asked(HERE, "alice").body());
    login.provoke(THERE, "bob");

    assertThat(withToken(THERE, "alice", token)).isEqualTo(403);
  }

  @Test
  void aTokenIsForOneLogin() throws Exception {
    HttpResponse<String> asked = null;
    for (int i = 0; i < 4; i++) {
      asked =
          login
              .app()
              .send(
                  "POST",
                  "/other",
                  form("alice", WRONG),
                  "Content-Type",
                  FORM,
                  "X-Forwarded-For",
                  HERE);
    }
    login.provoke(HERE, "bob");

    assertThat(withToken(HERE, "alice", ProofSolver.token(asked.body()))).isEqualTo(403);
  }

  @Test
  void aTokenIsForFiveMinutes() throws Exception {
    String early = ProofSolver.token(asked(HERE, "alice").body());
    String late = ProofSolver.token(asked(THERE, "alice").body());
    login.app().pass(Duration.ofSeconds(299));
    login.provoke(HERE, "bob");

    assertThat(withToken(HERE, "alice", early)).isEqualTo(200);
    login.app().pass(Duration.ofSeconds(1));
    login.provoke(THERE, "bob");
    assertThat(withToken(THERE, "alice", late)).isEqualTo(403);
  }

  @Test
  void aTokenIsNotSpentWhileItsAddressIsBlocked() throws Exception {
    String token = ProofSolver.token(asked(HERE, "alice").body());
    login.guess(HERE, "alice");
    assertThat(withToken(HERE, "alice", token)).isEqualTo(429);
    login.app().application().login("main").blocks().liftAddress(HERE, "test");
    login.provoke(HERE, "bob");

    assertThat(withToken(HERE, "alice", token)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"cost\":1,|\"cost\":2,",
        "\"keyPrefix\":\"0\"|\"keyPrefix\":\"\"",
        "\"expiresAt\":1|\"expiresAt\":2",
        "PBKDF2/SHA-256|PBKDF2/SHA-512",
        "\"counter\":|\"counter\":1",
        "\"signature\":\"|\"signature\":\"0",
        "\"time\":1|\"time\":1,\"cost\":1"
      })
  void forgedTokenIsRejected(String forgery) throws Exception {
    String[] pair = forgery.split("\\|");
    String token = ProofSolver.token(asked(HERE, "alice").body());
    String json = new String(Base64.getDecoder().decode(token), StandardCharsets.US_ASCII);
    String forged = json.replace(pair[0], pair[1]);
    assertThat(forged).isNotEqualTo(json);

    String text = Base64.getEncoder().encodeToString(forged.getBytes(StandardCharsets.US_ASCII));

    assertThat(withToken(HERE, "alice", text)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "e30=", "bnVsbA==", "%00", "a b", "%0D%0ASet-Cookie:x=1"})
  void malformedTokenIsRejected(String rubbish) {
    login.provoke(HERE, "alice");

    HttpResponse<String> answer =
        login.post(HERE, FORM, form("alice", RIGHT) + "&altcha=" + rubbish);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void twoTokensAndALongTokenAreRejected() throws Exception {
    String token = encoded(ProofSolver.token(asked(HERE, "alice").body()));

    assertThat(
            login
                .post(HERE, FORM, form("alice", RIGHT) + "&altcha=" + token + "&altcha=" + token)
                .statusCode())
        .isEqualTo(403);
    login.provoke(THERE, "alice");
    assertThat(withToken(THERE, "alice", "A".repeat(5_000))).isEqualTo(403);
  }
}
