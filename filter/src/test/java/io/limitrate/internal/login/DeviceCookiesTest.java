package io.limitrate.internal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.ManualClock;
import io.limitrate.internal.login.name.Usernames;
import io.limitrate.login.DeviceSettings;
import io.limitrate.login.LoginLimits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCookiesTest {
  private static final byte[] KEY = key(1);
  private static final byte[] DERIVED = key(9);
  private static final Duration LIFETIME = Duration.ofDays(180);
  private static final String FROZEN =
      "1.adiVog.t85s00.AAECAwQFBgcICQoLDA0ODw.SCIw16XN5nhEkSCwKpkDWg"
          + ".PM4Q5QejOoTIgjJRh3sr3UpwYgEn9yJwGo1o9tm64VI";

  private final ManualClock clock = new ManualClock();
  private final DeviceCookies cookies = cookies("login", KEY);

  private static byte[] key(int value) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) value);
    return key;
  }

  private DeviceCookies cookies(String login, byte[]... keys) {
    DeviceSettings settings =
        new DeviceSettings(
            LoginLimits.DEVICE, "limitrate-device", "/", LIFETIME, true, List.of(keys));
    return new DeviceCookies(login, settings, DERIVED, clock);
  }

  @Test
  void recognizesTheBrowserAndItsUser() {
    Device device = cookies.find(cookies.issue("alice"));

    assertThat(device).isNotNull();
    assertThat(device.belongsTo("alice")).isTrue();
    assertThat(device.id()).hasSize(22);
  }

  @Test
  void aBrowserBelongsToOneUser() {
    Device device = cookies.find(cookies.issue("alice"));

    assertThat(device.belongsTo("bob")).isFalse();
    assertThat(device.belongsTo("")).isFalse();
  }

  @Test
  void everyBrowserHasAnIdOfItsOwn() {
    String first = cookies.issue("alice");
    String second = cookies.issue("alice");

    assertThat(cookies.find(first).id()).isNotEqualTo(cookies.find(second).id());
    assertThat(first.split("\\.")[4]).isNotEqualTo(second.split("\\.")[4]);
  }

  @Test
  void cookieOfAnotherLoginIsRejected() {
    String cookie = cookies("admin", KEY).issue("alice");

    assertThat(cookies.find(cookie)).isNull();
  }

  @Test
  void everyChangedByteIsNoticed() {
    String cookie = cookies.issue("alice");

    for (int at = 0; at < cookie.length(); at++) {
      for (int bit = 0; bit < 8; bit++) {
        char changed = (char) (cookie.charAt(at) ^ (1 << bit));
        String forged = cookie.substring(0, at) + changed + cookie.substring(at + 1);
        assertThat(cookies.find(forged)).as(forged).isNull();
      }
    }
  }

  @Test
  void everyCutCookieIsNoticed() {
    String cookie = cookies.issue("alice");

    for (int length = 0; length < cookie.length(); length++) {
      assertThat(cookies.find(cookie.substring(0, length))).isNull();
    }
    assertThat(cookies.find(cookie + "A")).isNull();
    assertThat(cookies.find(cookie + "=")).isNull();
    assertThat(cookies.find(cookie + ".")).isNull();
    assertThat(cookies.find(" " + cookie)).isNull();
  }

  @Test
  void rejectsACookieWithTheUserOfAnotherCookie() {
    String[] mine = cookies.issue("mallory").split("\\.");
    mine[4] = cookies.issue("alice").split("\\.")[4];

    assertThat(cookies.find(String.join(".", mine))).isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", ".", ".....", "1.....", "2.a.b.c.d.e", "1.a.b.c.d.e", "\u0000", "ä"})
  void rejectsMalformedCookies(String cookie) {
    assertThat(cookies.find(cookie)).isNull();
  }

  @Test
  void rejectsHugeCookies() {
    assertThat(cookies.find(".".repeat(10_000_000))).isNull();
    assertThat(cookies.find(cookies.issue("alice") + "A".repeat(10_000_000))).isNull();
  }

  @Test
  void longestNameGivesNoLongerCookie() {
    String name = "a".repeat(Usernames.LONGEST);
    String cookie = cookies.issue(name);

    assertThat(cookie).hasSameSizeAs(cookies.issue("a"));
    assertThat(cookies.find(cookie).belongsTo(name)).isTrue();
  }

  @Test
  void acceptsACookieUntilItsLifetimeIsOver() {
    String cookie = cookies.issue("alice");

    clock.advance(LIFETIME.minusSeconds(1));
    assertThat(cookies.find(cookie)).isNotNull();

    clock.advance(Duration.ofSeconds(1));
    assertThat(cookies.find(cookie)).isNull();
  }

  @Test
  void rejectsACookieFromTheFuture() {
    String cookie = cookies.issue("alice");

    clock.advance(Duration.ofMinutes(-5));
    assertThat(cookies.find(cookie)).isNotNull();

    clock.advance(Duration.ofSeconds(-1));
    assertThat(cookies.find(cookie)).isNull();
  }

  @Test
  void firstKeySignsAndAllAreAccepted() {
    DeviceCookies rotated = cookies("login", key(2), KEY);
    String old = cookies.issue("alice");
    String fresh = rotated.issue("alice");

    assertThat(rotated.find(old).belongsTo("alice")).isTrue();
    assertThat(rotated.find(fresh).belongsTo("alice")).isTrue();
    assertThat(cookies.find(fresh)).isNull();
    assertThat(cookies("login", key(2)).find(fresh)).isNotNull();
  }

  @Test
  void rejectsACookieOfARemovedKey() {
    String cookie = cookies.issue("alice");

    assertThat(cookies("login", key(2)).find(cookie)).isNull();
  }

  @Test
  void derivedKeySignsIfNoKeyIsConfigured() {
    String cookie = cookies("login").issue("alice");

    assertThat(cookies("login").find(cookie)).isNotNull();
    assertThat(cookies("login", DERIVED).find(cookie)).isNotNull();
    assertThat(cookies.find(cookie)).isNull();
  }

  @Test
  void formatIsFrozen() {
    String cookie = cookies.issue("alice", "AAECAwQFBgcICQoLDA0ODw");

    assertThat(cookie).isEqualTo(FROZEN);
    assertThat(cookies.find(FROZEN).belongsTo("alice")).isTrue();
  }

  @Test
  void headerIsAsRfc6265Says() {
    assertThat(cookies.header("v", "/app").text())
        .isEqualTo(
            "limitrate-device=v; Path=/app/; Max-Age=15552000; HttpOnly; Secure; SameSite=Lax");
    assertThat(new SetCookie("n", "v", "/", Duration.ofHours(1), false).text())
        .isEqualTo("n=v; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;b", "/a\r\nX: y", "a", ""})
  void pathThatWouldBreakTheHeaderIsRejected(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SetCookie("n", "v", path, LIFETIME, true))
        .withMessageContaining("path");
  }

  @Test
  void nothingSecretIsShown() {
    String cookie = cookies.issue("alice");

    assertThat(cookies.find(cookie).toString()).hasSize("Device[123456]".length());
    assertThat(cookies.header(cookie, "").toString()).doesNotContain(cookie);
  }
}
