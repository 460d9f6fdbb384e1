package io.limitrate.internal.servlet.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.FailureRule;
import io.limitrate.Policy;
import io.limitrate.servlet.WebApp;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An incomplete or malformed body switches no policy off. */
class BrokenBodyTest {
  private static final String CUT_OFF = "Content-Length: 900\r\n\r\n{\"n\":1,\"x\"";
  private static final String BAD_CHUNK = "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n";

  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  private void start(Policy policy) throws Exception {
    app.limited(WebApp.configuration().limit("/*", policy)).servlet("/").start();
  }

  private String answer(String rest) throws IOException {
    String head =
        "POST /app/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n";
    try (Socket socket = app.connect()) {
      socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureRule.class,
      names = {"OPEN", "CLOSED"})
  void isRejectedUnderEachFailureRule(FailureRule failure) throws Exception {
    start(Policy.builder("tenant").quotas("9/1h").key("json:/n").failure(failure).build());

    assertThat(answer(CUT_OFF)).startsWith("HTTP/1.1 400");
    assertThat(answer(BAD_CHUNK)).startsWith("HTTP/1.1 400");

    assertThat(app.served()).isZero();
  }

  @Test
  void isDistinguishedFromAFailureOfTheStore() throws Exception {
    start(Policy.builder("tenant").quotas("9/1h").key("json:/n").build());

    assertThat(answer(CUT_OFF)).contains("the body ends too early or is malformed");
  }
}
