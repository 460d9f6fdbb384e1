package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page for a denied caller that may solve a challenge, in a browser. */
@Timeout(120)
class DeniedPageTest {
  private static final String CHECKBOX = "//altcha-widget//input[@type = 'checkbox']";
  private static final String LOGIN = "//button[text() = 'Log in']";

  @AutoClose private Sample sample;
  @AutoClose private Browser browser;

  @BeforeEach
  void start() throws IOException {
    sample =
        Sample.start(
            Map.of(
                "limitrate.deny.ranges", "127.0.0.1/32",
                "limitrate.deny.challenge", "altcha"));
    browser = Browser.start(sample.address());
    browser.open("login.html").says("One more step");
  }

  @Test
  void solvedChallengeLoadsThePageThatWasAskedFor() {
    browser.clickAt(browser.find(CHECKBOX));

    assertThat(browser.find(LOGIN).isDisplayed()).isTrue();
    assertThat(browser.address()).isEqualTo(sample.address().resolve("/login.html"));
    assertThat(browser.open("login.html").find(LOGIN).isDisplayed()).isTrue();
  }

  @Test
  void pageHasNoBarriers() {
    browser.find(CHECKBOX);

    assertThat(browser.barriers()).isEmpty();
  }
}
