package io.limitrate.internal.login.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.login.LoginGuard;
import io.limitrate.login.Admission;
import io.limitrate.login.LoginRejectedException;
import io.limitrate.login.LoginSettings;
import io.limitrate.servlet.WebApp;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The answer to a rejection that an annotated method throws. */
class LoginRejectionTest {
  private static final Admission BLOCKED = new Admission.Blocked(Duration.ofMinutes(5));

  private final WebApp app = new WebApp();

  @AfterEach
  void stop() {
    app.close();
  }

  private void start(Filter application) throws Exception {
    app.limited(WebApp.configuration().login(LoginSettings.builder("main").build()))
        .filter(application)
        .servlet("/*")
        .start();
  }

  private static LoginRejectedException rejection(Admission admission) {
    return new LoginRejectedException("main", admission);
  }

  @Test
  void blockIsAnswered429() throws Exception {
    start(
        (request, response, chain) -> {
          throw rejection(BLOCKED);
        });

    HttpResponse<String> rejected = app.get("/login");

    assertThat(rejected.statusCode()).isEqualTo(429);
    assertThat(rejected.headers().firstValue("Retry-After")).contains("300");
    assertThat(rejected.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void rejectionIsFoundAsTheCauseOfAServletException() throws Exception {
    start(
        (request, response, chain) -> {
          throw new ServletException(rejection(new Admission.Uncounted(Duration.ofSeconds(1))));
        });

    HttpResponse<String> rejected = app.get("/login");

    assertThat(rejected.statusCode()).isEqualTo(503);
    assertThat(rejected.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void challengeIsAProblemWithTheChallenge() throws Exception {
    start(
        (request, response, chain) -> {
          LoginGuard guard = app.application().login("main");
          throw rejection(guard.attempt("192.0.2.1", n -> List.of()).identify(null, field -> null));
        });

    HttpResponse<String> asked = app.get("/login");

    assertThat(asked.statusCode()).isEqualTo(403);
    assertThat(asked.body()).contains("\"challenge\":{\"provider\":\"altcha\"");
  }

  @Test
  void invalidUsernameIsAnswered400() throws Exception {
    start(
        (request, response, chain) -> {
          throw rejection(new Admission.Malformed(400, "the username must be one"));
        });

    assertThat(app.get("/login").statusCode()).isEqualTo(400);
  }
}
