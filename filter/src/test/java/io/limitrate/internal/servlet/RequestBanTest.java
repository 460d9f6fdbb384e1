package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.Quotas.Ban;
import io.limitrate.servlet.WebApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of a client that a policy bans. */
class RequestBanTest {
  private final WebApp app = new WebApp();

  @AfterEach
  void close() {
    app.close();
  }

  @Test
  void aBannedClientIsToldWhenTheBanEnds() throws Exception {
    Policy policy =
        Policy.builder("api")
            .quotas("2/1s")
            .ban(new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(10)))
            .build();
    app.limited(WebApp.configuration().limit("/*", policy)).servlet("/").start();
    for (int i = 0; i < 4; i++) {
      app.get("/");
    }

    HttpResponse<String> third = app.get("/");
    app.pass(Duration.ofMinutes(1));
    HttpResponse<String> later = app.get("/");

    assertThat(third.statusCode()).isEqualTo(429);
    assertThat(third.headers().firstValue("Retry-After")).contains("600");
    assertThat(third.body())
        .contains("\"title\":\"Client banned\"")
        .contains("Policy api has banned this client. Try again in 10 minutes.");
    assertThat(later.statusCode()).isEqualTo(429);
    assertThat(later.headers().firstValue("Retry-After")).contains("540");
    app.pass(Duration.ofMinutes(9));
    assertThat(app.get("/").statusCode()).isEqualTo(200);
    assertThat(app.served()).isEqualTo(3);
  }
}
