package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.FORM;
import static io.limitrate.servlet.LoginApp.JSON;
import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static io.limitrate.servlet.LoginApp.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.servlet.LoginApp;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two readers assign to different users. */
class LoginInputAttacksTest {
  private static final String HERE = address(0);
  private static final String PAD = "x".repeat(LoginFormRequest.LONGEST);

  private final LoginApp login = new LoginApp();

  @BeforeEach
  void start() throws Exception {
    login.start();
  }

  @AfterEach
  void close() {
    login.close();
  }

  /**
   * Rejects the request before the application sees it; three such requests lead to a challenge.
   */
  private void assertRejected(int status, HttpRequest request) {
    List<HttpResponse<String>> rejected =
        IntStream.range(0, 3).mapToObj(i -> login.app().send(request)).toList();

    assertThat(rejected).extracting(HttpResponse::statusCode).containsOnly(status);
    assertThat(rejected.get(0).headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    assertThat(login.checks()).isZero();
    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "username=alice&username=bob&password=right",
        "username=alice&user%6Eame=bob",
        "username=alice%",
        "username=alice%4",
        "username=%FF",
        "username=%ED%A0%80",
        "username=al%00ice",
        "username=al%0D%0Aice",
        "username=%C2%A0",
        "username=%E2%80%8B",
        "{\"username\":\"alice\"}=&username=bob",
        "USERNAME=alice",
        "username=alice&Username=bob"
      })
  void ambiguousFormIsMalformed(String body) {
    assertRejected(400, login.attempt(HERE, FORM, body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"alice\",\"username\":\"bob\"}",
        "{\"username\":\"alice\",\"\\u0075sername\":\"bob\"}",
        "{\"username\":\"alice\",\"Username\":\"bob\"}",
        "{\"USERNAME\":\"alice\"}",
        "{\"username\":7}",
        "{\"username\":null}",
        "{\"username\":[\"alice\"]}",
        "{\"username\":{\"$ne\":\"\"}}",
        "{\"username\":\"alice\"}{}",
        "{\"username\":\"alice\"}x",
        "{\"username\":\"alice\"",
        "{username:\"alice\"}",
        "{\"username\":\"alice\",\"a\":[[[[[[[[0]]]]]]]]}",
        "{\"username\":\"al\\u0000ice\"}",
        "{\"username\":\"al\\r\\nice\"}",
        "{\"username\":\"\\ud800\"}",
        "\uFEFF{\"username\":\"alice\"}"
      })
  void ambiguousJsonIsMalformed(String body) {
    assertRejected(400, login.attempt(HERE, JSON, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain|{\"username\":\"alice\"}",
        "text/plain|username=alice",
        "multipart/form-data; boundary=b|--b--",
        "application/xml|<username>alice</username>",
        "application/json; charset=utf-16|{\"username\":\"alice\"}",
        "application/json; charset=utf-8; charset=utf-7|{\"username\":\"alice\"}",
        "application/x-www-form-urlencoded; charset=utf-7|username=alice",
        "application/x-www-form-urlencoded; charset=no-such|username=alice"
      })
  void bodyThatIsNeitherAFormNorJsonInUtf8IsUnsupported(String type, String body) {
    assertRejected(415, login.attempt(HERE, type, body));
  }

  @Test
  void undeclaredUtf16JsonIsMalformed() {
    byte[] body = json("alice", RIGHT).getBytes(StandardCharsets.UTF_16);
    HttpRequest request =
        HttpRequest.newBuilder(login.app().uri("/login"))
            .header("X-Forwarded-For", HERE)
            .header("Content-Type", JSON)
            .POST(BodyPublishers.ofByteArray(body))
            .build();

    assertRejected(400, request);
  }

  @Test
  void bodyWithoutAContentTypeIsUnsupported() {
    HttpRequest request =
        HttpRequest.newBuilder(login.app().uri("/login"))
            .header("X-Forwarded-For", HERE)
            .POST(BodyPublishers.ofString("username=alice&password=right"))
            .build();

    assertRejected(415, request);
  }

  @Test
  void compressedBodyIsUnsupported() {
    assertRejected(
        415, login.attempt(HERE, JSON, json("alice", RIGHT), "Content-Encoding", "gzip"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?username=bob", "?user%6Eame=bob", "?username=alice", "?USERNAME=bob"})
  void usernameOfTheQueryBesideTheBodysIsMalformed(String query) {
    assertRejected(400, withQuery(query, "username=alice&password=right"));
  }

  @Test
  void usernameOfTheQueryAloneIsMalformed() {
    assertRejected(400, withQuery("?username=alice&password=right", "x=1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?username=bob", "?Username=bob"})
  void usernameOfTheQueryBesideJsonIsMalformed(String query) {
    assertRejected(
        400,
        HttpRequest.newBuilder(login.attempt(HERE, JSON, json("alice", RIGHT)), (n, v) -> true)
            .uri(login.app().uri("/login" + query))
            .build());
  }

  private HttpRequest withQuery(String query, String body) {
    return HttpRequest.newBuilder(login.attempt(HERE, FORM, body), (name, value) -> true)
        .uri(login.app().uri("/login" + query))
        .build();
  }

  /** The Content-Length exceeds the body. */
  @ParameterizedTest
  @ValueSource(strings = {"username=alice&password=right", "{\"username\":\"alice\"}"})
  void incompleteBodyDoesNotReachTheApplication(String body) throws Exception {
    String type = body.startsWith("{") ? JSON : FORM;
    String head = "POST /app/login HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + HERE;

    String answer =
        login
            .app()
            .brokenOff(
                head + "\r\nContent-Type: " + type + "\r\nContent-Length: 900\r\n\r\n" + body);

    assertThat(answer).startsWith("HTTP/1.1 400");
    assertThat(login.checks()).isZero();
  }

  @Test
  void bodyWithALongContentLengthIsRejectedUnread() {
    assertRejected(413, login.attempt(HERE, FORM, "username=alice&pad=" + PAD));
  }

  @Test
  void longChunkedBodyIsRejected() {
    byte[] body = ("username=alice&pad=" + PAD).getBytes(StandardCharsets.US_ASCII);
    HttpRequest request =
        HttpRequest.newBuilder(login.attempt(HERE, FORM, ""), (name, value) -> true)
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();

    assertRejected(413, request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "password=right", "username=&password=right", "username=+%20"})
  void attemptWithoutAUsernameTakesAChallenge(String body) {
    assertThat(login.post(HERE, FORM, body).statusCode()).isEqualTo(403);
    assertThat(login.checks()).isZero();
  }

  @Test
  void aNameThatIsTooLongIsMalformed() {
    String name = "a".repeat(257);

    assertThat(login.login(HERE, name, RIGHT).statusCode()).isEqualTo(400);
    assertThat(login.login(HERE, name.substring(1), WRONG).statusCode()).isEqualTo(401);
  }

  @Test
  void aBodyThatIsUnderstoodStaysReadable() {
    assertThat(login.login(HERE, "alice", RIGHT).statusCode()).isEqualTo(200);
    assertThat(login.post(HERE, JSON, json("alice", RIGHT)).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ALICE",
        "aLiCe",
        " alice ",
        "alice\u00a0",
        "\u2003alice",
        "\uff41\uff4c\uff49\uff43\uff45",
        "al\u200bice",
        "ali\u00adce",
        "\u202ealice",
        "alic\u00e9",
        "alice\u0301",
        "\u24d0lice",
        "\ud835\udc1alice"
      })
  void variantsOfANameAreOneUser(String variant) {
    IntStream.range(0, 10).forEach(i -> login.guess(address(i), i % 2 == 0 ? variant : "alice"));

    assertThat(login.login(address(20), "alice", RIGHT).statusCode()).isEqualTo(429);
    assertThat(login.post(address(20), JSON, json(variant, RIGHT)).statusCode()).isEqualTo(429);
    assertThat(login.checks()).isEqualTo(10);
  }
}
