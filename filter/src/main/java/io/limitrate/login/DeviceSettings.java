package io.limitrate.login;

import io.limitrate.ApplicationPath;
import io.limitrate.internal.algorithm.AttemptLimits;
import java.time.Duration;
import java.util.List;

/**
 * The cookie by which a browser is known that somebody has logged in with: it has a budget of its
 * own for that user, which nobody else can use up. Immutable.
 *
 * @param limits what one such browser may try
 * @param cookie the cookie's name
 * @param path the path that the cookie is sent to, below the application's
 * @param lifetime how long the cookie is good for, 1 h to 400 d
 * @param secure whether it is sent over TLS only
 * @param keys what cookies are signed with, 32 bytes each: the first signs, all are accepted; none
 *     for one that is derived from the store's secret
 */
public record DeviceSettings(
    AttemptLimits limits,
    String cookie,
    String path,
    Duration lifetime,
    boolean secure,
    List<byte[]> keys) {
  /** Checks path and range, and copies the keys. */
  public DeviceSettings {
    ApplicationPath.checkSegments(path);
    if (lifetime.compareTo(Duration.ofHours(1)) < 0
        || lifetime.compareTo(Duration.ofDays(400)) > 0) {
      throw new IllegalArgumentException("lifetime " + lifetime + ": must be from 1h to 400d");
    }
    if (keys.stream().anyMatch(key -> key.length != 32)) {
      throw new IllegalArgumentException("a key must have 32 bytes");
    }
    keys = keys.stream().map(byte[]::clone).toList();
  }

  /** The defaults for a login: its cookie has a name of its own beside those of other logins. */
  static DeviceSettings usual(String login) {
    return new DeviceSettings(
        LoginLimits.DEVICE,
        "limitrate-device-" + login,
        "/",
        Duration.ofDays(180),
        true,
        List.of());
  }

  /** Everything that is no secret. */
  @Override
  public String toString() {
    return cookie + " for " + lifetime;
  }
}
