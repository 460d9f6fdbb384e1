package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.servlet.LoginApp;
import io.limitrate.servlet.WebApp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that hide their address or the path of the login, or do not finish a request. */
class LoginClientsTest {
  private static final String HERE = address(0);
  private static final String BODY = "username=alice&password=right";
  private static final String HEAD =
      " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: "
          + HERE
          + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
          + BODY.length()
          + "\r\n\r\n";

  private final LoginApp login = new LoginApp();

  @BeforeEach
  void start() throws Exception {
    login.start();
  }

  @AfterEach
  void close() {
    login.close();
  }

  private void block(String address) {
    IntStream.range(0, 6).forEach(i -> login.guess(address, "bob"));
  }

  private int status(String method, String target) throws IOException {
    return Integer.parseInt(
        login.app().exchange(method + " " + target + HEAD + BODY).split(" ")[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/login",
        "/app/login?x=1",
        "/app/login;x=1",
        "/app;x=1/login",
        "/app/%6Cogin",
        "/app/./login",
        "/app/a/../login",
        "/app/login/",
        "http://localhost/app/login"
      })
  void otherSpellingsOfThePathAreGuarded(String target) throws Exception {
    block(HERE);

    assertThat(status("POST", target)).isEqualTo(429);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app//login",
        "/app/a/%2e%2e/login",
        "/app/login%2f",
        "/app/login%00",
        "/app/login%3Bx",
        "/app/a/..;/login",
        "/app/LOGIN"
      })
  void otherPathsDoNotCheckPasswords(String target) throws Exception {
    block(HERE);

    assertThat(status("POST", target)).isIn(400, 404, 405, 429);
    assertThat(login.checks()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "post", "PoSt", "LOGIN"})
  void everyMethodThatIsNotSafeIsAnAttempt(String method) throws Exception {
    block(HERE);

    assertThat(status(method, "/app/login")).isEqualTo(429);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void requestForTheFormIsNoAttempt(String method) throws Exception {
    block(HERE);

    assertThat(login.app().raw(method, "/app/login", "X-Forwarded-For: " + HERE)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.9, ", "203.0.113.9, unknown, ", "garbage,,", "127.0.0.1, "})
  void addressesThatAClientForgesAreIgnored(String forged) {
    for (int i = 0; i < 6; i++) {
      login.guess(forged.replace("9", String.valueOf(i)) + HERE, "alice");
    }

    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(429);
    assertThat(login.login("203.0.113.9", "alice", RIGHT).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, 2001:db8:1:3::1",
    "2001:DB8:1:2::1, '[2001:db8:1:2::7]:443', 2001:db9::1",
    "198.51.100.77, ::ffff:198.51.100.77, ::ffff:198.51.100.78",
    "::ffff:c633:644d, 198.51.100.77:8080, 198.51.100.78"
  })
  void otherSpellingsAndNeighboursOfAnAddressAreOneClient(
      String address, String same, String other) {
    block(address);

    assertThat(login.login(same, "alice", RIGHT).statusCode()).isEqualTo(429);
    assertThat(login.login(other, "alice", RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void rotationWithinANetworkGainsNothing() {
    List<Integer> answers =
        IntStream.range(0, 50)
            .mapToObj(i -> login.guess("2001:db8:0:7::" + Integer.toHexString(i), "user" + i))
            .toList();

    assertThat(answers.subList(0, 3)).containsOnly(401);
    assertThat(login.checks()).isEqualTo(3);
  }

  @Test
  void onlyTheProxyNamesTheAddressOfAClient() throws Exception {
    try (LoginApp direct = new LoginApp()) {
      direct.start(WebApp.configuration().login(LoginApp.settings().build()));
      for (int i = 0; i < 6; i++) {
        direct.guess(address(i), "alice");
      }

      assertThat(direct.login(address(9), "alice", RIGHT).statusCode()).isEqualTo(429);
    }
  }

  @Test
  @Timeout(60)
  void attemptIsCountedBeforeItsBodyComes() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 5; i++) {
        slow.add(asking());
      }

      assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(429);
      assertThat(login.checks()).isZero();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** A client that announces a body by Expect and does not send it (RFC 9110, section 10.1.1). */
  private Socket asking() throws IOException {
    Socket socket = login.app().connect();
    String head = HEAD.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
    socket.getOutputStream().write(("POST /app/login" + head).getBytes(StandardCharsets.US_ASCII));
    String go = "HTTP/1.1 100 Continue";
    byte[] answer = socket.getInputStream().readNBytes(go.length());
    assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo(go);
    return socket;
  }

  /** A client that sends the headers and a part of the body. */
  private Socket begin(String part) throws IOException {
    Socket socket = login.app().connect();
    socket
        .getOutputStream()
        .write(("POST /app/login" + HEAD + part).getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  @Timeout(60)
  void clientThatDisconnectsHasUsedItsAttempt() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Socket socket = begin("user")) {
        socket.shutdownOutput();
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .doesNotStartWith("HTTP/1.1 200");
      }
    }

    assertThat(login.checks()).isZero();
    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(403);
  }

  @Test
  void brokenChunksAreAnAttempt() throws Exception {
    String head = HEAD.replaceFirst("Content-Length: \\d+", "Transfer-Encoding: chunked");
    for (int i = 0; i < 3; i++) {
      assertThat(login.app().exchange("POST /app/login" + head + "zz\r\nuser\r\n0\r\n\r\n"))
          .startsWith("HTTP/1.1 400");
    }

    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(403);
  }

  @Test
  void noRuleExemptsALogin() throws Exception {
    try (LoginApp exempted = new LoginApp()) {
      Policy site = Policy.builder("site").quotas("1000/1m").build();
      exempted.start(
          exempted.configuration(LoginApp.settings()).limit("/*", site).exempt("/login"));
      IntStream.range(0, 6).forEach(i -> exempted.guess(HERE, "alice"));

      assertThat(exempted.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void chunkedBodyIsReadAsAnyOther() {
    HttpRequest request =
        HttpRequest.newBuilder(login.attempt(HERE, LoginApp.FORM, ""), (name, value) -> true)
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(BODY.getBytes(StandardCharsets.US_ASCII))))
            .build();

    assertThat(login.app().send(request).statusCode()).isEqualTo(200);
  }
}
