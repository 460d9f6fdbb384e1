package io.limitrate.internal.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.servlet.WebApp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTricksTest {
  private final WebApp app = new WebApp();

  @BeforeEach
  void start() throws Exception {
    Policy login = Policy.builder("login").quotas("1/1h").key("ip").build();
    app.limited(WebApp.configuration().limit("/login", login))
        .servlet("/login")
        .servlet("/")
        .start();
    app.get("/login");
  }

  @AfterEach
  void close() {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app/login",
        "/app/login?x=1",
        "/app/login;x=1",
        "/app/login;",
        "/app/%6Cogin",
        "/app/%6cog%69n",
        "/app/./login",
        "/app/a/../login",
        "/app/login/",
        "http://localhost/app/login"
      })
  void otherSpellingsLeadToTheRule(String target) throws Exception {
    assertThat(app.raw("GET", target)).isEqualTo(429);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app//login",
        "/app/a/%2e%2e/login",
        "/app/login%2f",
        "/app/login%00",
        "/app/a/..;/login",
        "/app/%2f/login"
      })
  void ambiguousPathIsNotServedByTheServer(String target) throws Exception {
    assertThat(app.raw("GET", target)).isIn(400, 429);
  }

  @Test
  void otherPathsDoNotMatch() throws Exception {
    assertThat(app.raw("GET", "/app/Login")).isEqualTo(200);
    assertThat(app.raw("GET", "/app/login/x")).isEqualTo(200);
  }
}
