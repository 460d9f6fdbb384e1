package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
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
  void servesThePageAtTheRoot() {
    Answer page = sample.visitor().get("");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.response().body()).contains("Flash sale", "LLM gateway", "Login");
  }

  @Test
  void servesALoginPageWhoseFormWorksByItself() {
    Answer page = sample.visitor().get("login.html");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.response().body())
        .contains("<form id=\"login\" action=\"login\" method=\"post\">")
        .contains("name=\"username\"", "name=\"password\"", "role=\"status\"");
  }

  @Test
  void isReachedByTheAddressThatItTells() {
    assertThat(sample.address().getHost()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "login.html"})
  void letsTheBrowserRunOnlyWhatTheSiteServes(String path) {
    Answer page = sample.visitor().get(path);

    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "worker-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.response().body()).doesNotContain("<style", " style=", " onclick=", "<script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "app.js", "login.html", "login.js", "style.css"})
  void asksNobodyElseForAnything(String path) {
    assertThat(sample.visitor().get(path).response().body())
        .doesNotContain("http:", "https:", "//cdn");
  }

  @ParameterizedTest
  @CsvSource({
    "app.js,text/javascript",
    "login.js,text/javascript",
    "style.css,text/css",
    "icon.svg,image/svg+xml",
    ".limitrate/altcha.css,text/css",
    ".limitrate/altcha.min.js,text/javascript",
    ".limitrate/limitrate-challenge.js,text/javascript",
    ".limitrate/pbkdf2.js,text/javascript"
  })
  void servesWhatThePageLoads(String path, String type) {
    Answer answer = sample.visitor().get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"WEB-INF/limitrate.yaml", "web-inf/web.xml", "WEB-INF/", "nothing.html"})
  void servesNothingElse(String path) {
    assertThat(sample.visitor().get(path).status()).isEqualTo(404);
  }
}
