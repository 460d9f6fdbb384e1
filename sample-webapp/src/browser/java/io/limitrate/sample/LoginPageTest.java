package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The login page with the settings of the sample, in a browser. */
@Timeout(120)
class LoginPageTest {
  private static final String WRONG = "The username or the password is wrong";
  private static final String CHECKBOX = "//altcha-widget//input[@type = 'checkbox']";
  private static final String DEVICE = "limitrate-device-main";

  @AutoClose private Sample sample;
  @AutoClose private Browser browser;

  @BeforeEach
  void start() throws IOException {
    sample = Sample.start();
    browser = Browser.start(sample.address());
    browser.open("login.html");
  }

  @Test
  void logsInByASolvedChallengeAfterThreeWrongPasswords() {
    guess();
    browser.login("alice", "wonderland");

    browser.clickAt(browser.find(CHECKBOX));

    assertThat(browser.says("Welcome, alice").isDisplayed()).isTrue();
  }

  @Test
  void canBeUsedWithTheKeyboardAlone() {
    browser.type(Keys.TAB, "alice", Keys.TAB, "guess", Keys.ENTER);
    for (int i = 1; i < 3; i++) {
      browser.says(WRONG);
      // The page selects the wrong password, so that typing replaces it.
      browser.type("guess" + i, Keys.ENTER);
    }
    browser.says(WRONG);
    browser.type("wonderland", Keys.ENTER);
    browser.says("confirm that you are not a program");
    assertThat(browser.focused()).isEqualTo(browser.find(CHECKBOX));

    browser.type(Keys.SPACE);

    WebElement welcome = browser.says("Welcome, alice");
    assertThat(browser.focused()).isEqualTo(welcome);
  }

  @Test
  void saysHowLongAUserIsLockedWhomOthersAttack() {
    attack("alice");

    browser.login("alice", "wonderland");

    assertThat(browser.says("Too many attempts. Try again in 60 minutes.").getAriaRole())
        .isEqualTo("status");
    WebElement timer = browser.find("//*[@role = 'timer'][contains(., ':')]");
    String first = timer.getText();
    browser.find("//*[@role = 'timer'][starts-with(., '59:')][. != '" + first + "']");
    assertThat(timer.isDisplayed()).isTrue();
  }

  @Test
  void letsInABrowserThatHasLoggedInBeforeAlthoughOthersAttack() {
    browser.login("alice", "wonderland").says("Welcome, alice");
    attack("alice");
    browser.forgetCookiesBut(DEVICE);

    browser.open("login.html").login("alice", "wonderland");

    assertThat(browser.says("Welcome, alice").isDisplayed()).isTrue();
    browser.forgetCookiesBut("");
    browser.open("login.html").login("alice", "wonderland").says("Too many attempts");
  }

  @Test
  void hasNoBarriersInAnyState() {
    assertThat(browser.barriers()).isEmpty();
    guess();
    browser.login("alice", "guess").find(CHECKBOX);
    assertThat(browser.barriers()).isEmpty();

    browser.open("login.html").login("bob", "guess").find(CHECKBOX);
    browser.open("login.html").login("bob", "guess").says("Too many attempts");
    assertThat(browser.barriers()).isEmpty();
  }

  @Test
  void showsOnTheFirstPageWhatGuessingComesTo() {
    browser.open("").fill("password", "guess");

    browser.find("//button[text() = '6 attempts']").click();

    browser.says("3 of 6 let through, 2 asked to solve a challenge, 1 rejected");
    assertThat(browser.find("//ol[contains(., '429')]").getText().split("\\s+"))
        .containsExactly("401", "401", "401", "403", "403", "429");
    assertThat(browser.barriers()).isEmpty();
  }

  @Test
  void namesEverythingToScreenReaders() {
    guess();
    browser.login("alice", "guess");

    assertThat(described("//input[@name = 'username']")).isEqualTo("textbox User");
    assertThat(described("//input[@name = 'password']")).endsWith("Password");
    assertThat(described("//button")).isEqualTo("button Log in");
    assertThat(described(CHECKBOX)).isEqualTo("checkbox I'm not a robot");
  }

  @Test
  void logsInByTheBuiltInPageWhereTheOwnScriptIsMissing() {
    browser.block("/login.js");
    browser.open("login.html");
    guessByPages();
    browser.login("alice", "wonderland").says("One more step");

    browser.clickAt(browser.find(CHECKBOX));
    browser.says("You can go back and log in now");
    browser.find("//button[not(@disabled)][text() = 'Back to the login']").click();
    browser.login("alice", "wonderland");

    browser.says("Three services");
    assertThat(browser.address()).isEqualTo(sample.address().resolve("/"));
  }

  @Test
  void logsInWithoutScripts() {
    browser.switchScriptsOff();
    browser.open("login.html");

    browser.login("alice", "guess").says(WRONG);
    browser.find("//a[text() = 'Try again']").click();
    browser.login("alice", "wonderland").says("Three services");
  }

  private String described(String xpath) {
    WebElement element = browser.find(xpath);
    return element.getAriaRole() + " " + element.getAccessibleName();
  }

  private void guess() {
    for (int i = 0; i < 3; i++) {
      browser.login("alice", "guess").says(WRONG);
    }
  }

  private void guessByPages() {
    for (int i = 0; i < 3; i++) {
      browser.login("alice", "guess").says(WRONG);
      browser.find("//a[text() = 'Try again']").click();
    }
  }

  /** Sends ten wrong passwords, from new addresses. */
  private void attack(String username) {
    Stream.of(3, 3, 3, 1)
        .forEach(
            count -> {
              Visitor attacker = sample.visitor();
              for (int i = 0; i < count; i++) {
                assertThat(attacker.login(username, "guess").status()).isEqualTo(401);
              }
            });
  }
}
