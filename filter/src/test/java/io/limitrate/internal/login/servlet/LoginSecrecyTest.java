package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.FORM;
import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.servlet.LoginApp;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers and logs contain no secrets. */
class LoginSecrecyTest {
  private static final Logger LOG = Logger.getLogger("io.limitrate");

  private final LoginApp login = new LoginApp();
  private final Lines lines = new Lines();

  @BeforeEach
  void start() throws Exception {
    LOG.addHandler(lines);
    LOG.setLevel(Level.ALL);
    login.start();
  }

  @AfterEach
  void close() {
    login.close();
    LOG.removeHandler(lines);
    LOG.setLevel(null);
  }

  /** Collects the formatted lines of the log. */
  private static final class Lines extends Handler {
    final List<String> written = new CopyOnWriteArrayList<>();

    Lines() {
      setFormatter(new SimpleFormatter());
    }

    @Override
    public void publish(LogRecord record) {
      written.add(getFormatter().format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static Map<String, List<String>> headers(HttpResponse<?> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.remove("date");
    return headers;
  }

  private static void assertAlike(HttpResponse<String> one, HttpResponse<String> other) {
    assertThat(one.statusCode()).isEqualTo(other.statusCode());
    assertThat(headers(one)).isEqualTo(headers(other));
    assertThat(one.body().length()).isEqualTo(other.body().length());
  }

  @Test
  void answersAreTheSameForKnownAndUnknownUsers() {
    for (int i = 0; i < 6; i++) {
      assertAlike(
          login.login(address(0), "alice", WRONG), login.login(address(1), "nobody", WRONG));
    }
  }

  @Test
  void rejectionsAreTheSameForKnownAndUnknownUsers() {
    IntStream.range(0, 10).forEach(i -> login.guess(address(i), "alice"));
    IntStream.range(100, 110).forEach(i -> login.guess(address(i), "nobody"));

    HttpResponse<String> known = login.login(address(20), "alice", RIGHT);
    HttpResponse<String> unknown = login.login(address(21), "nobody", RIGHT);

    assertThat(known.statusCode()).isEqualTo(429);
    assertAlike(known, unknown);
    assertThat(known.body()).isEqualTo(unknown.body());
  }

  @Test
  void aRightPasswordIsRejectedLikeAWrongOne() {
    IntStream.range(0, 10).forEach(i -> login.guess(address(i), "alice"));

    assertAlike(login.login(address(20), "alice", RIGHT), login.login(address(21), "alice", WRONG));
  }

  @Test
  void answerToABlockDoesNotTellTheBlockedPart() {
    IntStream.range(0, 6).forEach(i -> login.guess(address(0), "bob"));

    HttpResponse<String> blocked = login.login(address(0), "alice", RIGHT);

    assertThat(blocked.statusCode()).isEqualTo(429);
    assertThat(blocked.body() + headers(blocked))
        .doesNotContainIgnoringCase("address")
        .doesNotContainIgnoringCase("user")
        .doesNotContain("alice", "198.51.100");
  }

  @Test
  void noNameAddressOrPasswordIsLogged() {
    String cookie = LoginApp.cookie(login.login(address(7), "carol", RIGHT));
    IntStream.range(0, 6).forEach(i -> login.login(address(0), "victim", "pa55"));
    IntStream.range(0, 12).forEach(i -> login.guess(address(i), "victim"));
    login.login(address(7), "carol", WRONG, "Cookie", cookie);
    login.app().application().login("main").blocks().liftUsername("victim", "admin");

    assertThat(lines.written).anyMatch(line -> line.contains("blocked USERNAME"));
    assertThat(String.join("", lines.written))
        .doesNotContain("victim", "carol", "pa55", "198.51.100", cookie.substring(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "username=evil%0D%0ASet-Cookie%3A+x%3D1",
        "username=evil%0AINFO%3A+forged",
        "username=evil%00",
        "username=evil%E2%80%A8",
        "username=evil%C2%85",
        "username=evil%1B%5B31m"
      })
  void controlsInANameReachNeitherLogsNorHeaders(String body) {
    HttpResponse<String> answer = login.post(address(0), FORM, body + "&password=x");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(answer.body() + String.join("", lines.written)).doesNotContain("evil", "forged");
  }
}
