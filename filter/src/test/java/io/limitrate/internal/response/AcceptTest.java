package io.limitrate.internal.response;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "TEXT/HTML",
        "text/*",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "application/json;q=0.5, text/html;q=0.6",
        "*/*;q=0.1, text/html ; q = 0.2",
        "application/*;q=0, text/html;q=0.001",
        "text/html;level=1",
        "*/*, application/json;q=0.9, application/problem+json;q=0.9"
      })
  void pageIsPreferred(String accept) {
    assertThat(Accept.prefersHtml(accept)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "application/json",
        "application/json, text/plain, */*",
        "text/html, application/json",
        "text/html;q=0.5, application/problem+json",
        "text/html;q=0.5, application/*",
        "text/html;q=2",
        "text/html;q=x",
        "text/html;q=0",
        "image/png",
        ",;,=;q",
        "text/*;q=0.9, */*"
      })
  void jsonIsPreferred(String accept) {
    assertThat(Accept.prefersHtml(accept)).isFalse();
  }

  @Test
  void longHeaderIsNotRead() {
    assertThat(Accept.prefersHtml(null)).isFalse();
    assertThat(Accept.prefersHtml("text/html," + "a/b,".repeat(10_000))).isFalse();
  }
}
