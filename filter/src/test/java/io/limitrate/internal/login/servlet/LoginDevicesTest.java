package io.limitrate.internal.login.servlet;

import static io.limitrate.servlet.LoginApp.RIGHT;
import static io.limitrate.servlet.LoginApp.WRONG;
import static io.limitrate.servlet.LoginApp.address;
import static io.limitrate.servlet.LoginApp.cookie;
import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.servlet.LoginApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user under attack whose browser has a device cookie, and attackers with forged cookies. */
class LoginDevicesTest {
  private static final String HOME = address(0);

  private final LoginApp login = new LoginApp();

  @BeforeEach
  void start() throws Exception {
    login.start();
  }

  @AfterEach
  void close() {
    login.close();
  }

  private String deviceOf(String username) {
    return cookie(login.login(HOME, username, RIGHT));
  }

  /** Attacks from fifty addresses, until only known browsers may log in. */
  private void attack(String username) {
    IntStream.range(10, 60).forEach(i -> login.guess(address(i), username));
    assertThat(login.login(HOME, username, RIGHT).statusCode()).isEqualTo(429);
  }

  private HttpResponse<String> with(String cookie, String username, String password) {
    return login.login(HOME, username, password, "Cookie", cookie);
  }

  @Test
  void theVictimOfAnAttackGetsInFromItsOwnBrowser() {
    String cookie = deviceOf("alice");
    attack("alice");

    assertThat(with(cookie, "alice", RIGHT).statusCode()).isEqualTo(200);
    assertThat(with(cookie, " Alice", RIGHT).statusCode()).isNotEqualTo(429);
  }

  @Test
  void theVictimOfABlockedAddressGetsInFromItsOwnBrowser() {
    String cookie = deviceOf("alice");
    IntStream.range(0, 6).forEach(i -> login.guess(HOME, "bob"));

    assertThat(login.login(HOME, "alice", RIGHT).statusCode()).isEqualTo(429);
    assertThat(with(cookie, "alice", RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void aKnownBrowserHasNoMoreGuessesThanAnAddress() {
    String cookie = deviceOf("alice");

    assertThat(IntStream.range(0, 6).map(i -> with(cookie, "alice", WRONG).statusCode()))
        .containsExactly(401, 401, 401, 403, 403, 429);
    assertThat(login.login(HOME, "alice", RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherUsersCookieIsIgnored() {
    String bobs = deviceOf("bob");
    attack("alice");

    assertThat(with(bobs, "alice", RIGHT).statusCode()).isEqualTo(429);
  }

  @Test
  void aStrangersCookieDoesNotSpareTheAddress() {
    String bobs = deviceOf("bob");
    login.app().pass(Duration.ofMinutes(1));

    assertThat(IntStream.range(0, 6).map(i -> with(bobs, "alice", WRONG).statusCode()))
        .containsExactly(401, 401, 401, 403, 403, 429);
    assertThat(login.login(HOME, "alice", RIGHT).statusCode()).isEqualTo(429);
  }

  @Test
  void anOldCookieIsIgnored() {
    String cookie = deviceOf("alice");
    login.app().pass(Duration.ofDays(180));
    attack("alice");

    assertThat(with(cookie, "alice", RIGHT).statusCode()).isEqualTo(429);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limitrate-device-main=1",
        "limitrate-device-main=1.a.b.c.d.e",
        "limitrate-device-main=1.....",
        "limitrate-device-main=",
        "limitrate-device-main=\"1\\\"",
        "limitrate-device-main=1%0D%0AX: y",
        "limitrate-device-main",
        "=;;=,"
      })
  void aForgedCookieIsIgnored(String forged) {
    attack("alice");

    assertThat(with(forged, "alice", RIGHT).statusCode()).isEqualTo(429);
    assertThat(login.login(address(100), "bob", RIGHT, "Cookie", forged).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aCookieWithAnyCharacterChangedIsIgnored() {
    String cookie = deviceOf("alice");
    attack("alice");
    int from = cookie.indexOf('=') + 1;

    for (int i = from; i < cookie.length(); i += 5) {
      char other = cookie.charAt(i) == 'A' ? 'B' : 'A';
      String forged = cookie.substring(0, i) + other + cookie.substring(i + 1);
      assertThat(with(forged, "alice", RIGHT).statusCode()).as(forged).isEqualTo(429);
      login.app().application().login("main").blocks().liftAddress(HOME, "test");
    }
  }

  @Test
  void knownBrowserIsFoundBehindOtherCookiesOfThatName() {
    String cookie = deviceOf("alice");
    String name = cookie.substring(0, cookie.indexOf('=') + 1);
    attack("alice");

    assertThat(with(name + "junk; " + cookie, "alice", RIGHT).statusCode()).isEqualTo(200);
    assertThat(with(cookie + "; " + name + "junk", "alice", RIGHT).statusCode()).isEqualTo(200);
  }

  @Test
  void onlyAFewCookiesAreTried() {
    String cookie = deviceOf("alice");
    String name = cookie.substring(0, cookie.indexOf('=') + 1);
    attack("alice");

    String eight = (name + "junk; ").repeat(8);
    assertThat(with(eight + cookie, "alice", RIGHT).statusCode()).isEqualTo(429);
  }

  @Test
  void theCookieIsOutOfReachOfScriptsPlainHttpAndOtherSites() {
    HttpResponse<String> in = login.login(HOME, "alice", RIGHT);

    assertThat(in.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .matches(
            "limitrate-device-main=[A-Za-z0-9._-]+; Path=/app/; Max-Age=15552000; HttpOnly; Secure;"
                + " SameSite=Lax");
  }

  @Test
  void cookieDoesNotContainTheUser() {
    String alices = deviceOf("alice");

    assertThat(alices).doesNotContainIgnoringCase("alice");
    assertThat(deviceOf("alice").split("\\.")[4]).isNotEqualTo(alices.split("\\.")[4]);
  }

  @Test
  void aFailureSetsNoCookie() {
    for (int i = 0; i < 6; i++) {
      assertThat(login.login(HOME, "alice", WRONG).headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void aKnownBrowserGetsAnotherCookieOnlyWhenItsOwnIsHalfOver() {
    String cookie = deviceOf("alice");
    assertThat(cookie(with(cookie, "alice", RIGHT))).isNull();
    login.app().pass(Duration.ofDays(90));

    assertThat(cookie(with(cookie, "alice", RIGHT))).isNotNull().isNotEqualTo(cookie);
  }
}
