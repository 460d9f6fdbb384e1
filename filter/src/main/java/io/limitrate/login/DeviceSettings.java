package io.limitrate.login;

import io.limitrate.internal.path.CookieSyntax;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the device cookie, which identifies a browser in which a user has logged in before.
 * Such a browser has a budget of its own for this user, which other clients cannot use up. An
 * application uses this type in the builder of a login. Immutable.
 *
 * @param limits the limits of the attempts of one known browser
 * @param cookie the name of the cookie, a token (RFC 6265) of at most 100 characters
 * @param path the path to which the browser sends the cookie, below the application's path
 * @param lifetime how long the cookie is valid, 1 h to 400 d
 * @param secure whether the browser sends the cookie over TLS only; browsers require it of a cookie
 *     whose name begins with __
 * @param keys the keys that sign cookies, 32 bytes each: the first key signs, and all keys are
 *     accepted; empty for a key that is derived from the store's secret
 */
public record DeviceSettings(
    LoginLimits limits,
    String cookie,
    String path,
    Duration lifetime,
    boolean secure,
    List<byte[]> keys) {
  /**
   * Checks the cookie and the ranges, and copies the keys.
   *
   * @throws IllegalArgumentException when browsers would ignore or misread the cookie, or when the
   *     lifetime or a key is out of range
   */
  public DeviceSettings {
    CookieSyntax.checkName(cookie);
    CookieSyntax.checkPath(path);
    if (!secure && cookie.startsWith("__")) {
      throw new IllegalArgumentException(
          "cookie " + cookie + ": must be secure, because its name begins with __");
    }
    if (lifetime.compareTo(Duration.ofHours(1)) < 0
        || lifetime.compareTo(Duration.ofDays(400)) > 0) {
      throw new IllegalArgumentException("lifetime " + lifetime + ": must be from 1h to 400d");
    }
    if (keys.stream().anyMatch(key -> key.length != 32)) {
      throw new IllegalArgumentException("a key must have 32 bytes");
    }
    keys = keys.stream().map(byte[]::clone).toList();
  }

  /** Returns the defaults for a login. Each login has a cookie name of its own. */
  static DeviceSettings usual(String login) {
    return new DeviceSettings(
        LoginLimits.DEVICE,
        "limitrate-device-" + login,
        "/",
        Duration.ofDays(180),
        true,
        List.of());
  }

  /** Compares the bytes of the keys, so that a reload with the same keys changes nothing. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeviceSettings that
        && limits.equals(that.limits)
        && cookie.equals(that.cookie)
        && path.equals(that.path)
        && lifetime.equals(that.lifetime)
        && secure == that.secure
        && Arrays.deepEquals(keys.toArray(), that.keys.toArray());
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        limits, cookie, path, lifetime, secure, Arrays.deepHashCode(keys.toArray()));
  }

  /** Returns the name and the lifetime of the cookie, without the keys. */
  @Override
  public String toString() {
    return cookie + " for " + lifetime;
  }
}
