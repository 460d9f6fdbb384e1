package io.limitrate.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which bound a form that a key is read from has, in Jetty. */
class LongFormTest {
  private static final int MAX_BODY = 1_000;

  /** Jetty's own bound, {@code maxFormContentSize}. */
  private static final int MAX_FORM = 200_000;

  private final WebApp app = new WebApp();

  @BeforeEach
  void start() throws Exception {
    app.limited(
            WebApp.configuration()
                .maxBody(MAX_BODY)
                .limit("/*", Policy.builder("api").quotas("1/1h").key("form:user").build()))
        .servlet("/")
        .start();
  }

  @AfterEach
  void close() throws Exception {
    app.close();
  }

  private static String form(String user, int length) {
    return "user=" + user + "&pad=" + "x".repeat(length);
  }

  private static BodyPublisher chunked(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
  }

  private int post(BodyPublisher body) {
    String type = "application/x-www-form-urlencoded";
    HttpRequest.Builder request = HttpRequest.newBuilder(app.uri("/")).POST(body);
    return app.send(request.header("Content-Type", type).build()).statusCode();
  }

  @Test
  void formOfKnownLengthBeyondMaxBodyIsRejected() {
    assertThat(post(BodyPublishers.ofString(form("ann", MAX_BODY)))).isEqualTo(413);
    assertThat(app.served()).isZero();
  }

  @Test
  void formInChunksBeyondMaxBodyIsReadWithinTheBoundOfTheContainer() {
    assertThat(post(chunked(form("ann", MAX_BODY)))).isEqualTo(200);
    assertThat(post(chunked(form("ann", MAX_BODY)))).isEqualTo(429);
    assertThat(post(chunked(form("bob", MAX_BODY)))).isEqualTo(200);
  }

  @Test
  void formInChunksBeyondTheBoundOfTheContainerIsRejected() {
    assertThat(post(chunked(form("ann", MAX_FORM)))).isEqualTo(400);
    assertThat(app.served()).isZero();
  }
}
