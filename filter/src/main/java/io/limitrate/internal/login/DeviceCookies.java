package io.limitrate.internal.login;

import io.limitrate.internal.login.challenge.Hashes;
import io.limitrate.login.DeviceSettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads device cookies, which identify browsers in which a user has logged in before.
 * Thread-safe.
 *
 * <p>A cookie is {@code 1.key.issued.nonce.user.signature}: the version of the format, the id of
 * the signing key, the time of issue (seconds of the epoch in base 36), 16 random bytes, the tag of
 * the user, and HMAC-SHA-256 over the name of the login and all previous parts. Bytes are encoded
 * in base64url. The signature covers the encoded text, so only one spelling of a cookie is valid.
 *
 * @see <a
 *     href="https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies">OWASP,
 *     device cookies</a>
 */
final class DeviceCookies {
  private static final String VERSION = "1";
  private static final int LONGEST = 160;
  private static final int MOST_COOKIES = 8;
  private static final int PARTS = 6;
  private static final int NONCE_BYTES = 16;
  private static final int EPOCH_RADIX = 36;

  /** The largest accepted difference between the clocks of two nodes. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final String login;
  private final DeviceSettings settings;
  private final List<DeviceKey> keys;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * Creates the cookies of a login.
   *
   * @param derivedKey signs the cookies when the settings have no key
   */
  DeviceCookies(String login, DeviceSettings settings, byte[] derivedKey, InstantSource clock) {
    this.login = login;
    this.settings = settings;
    this.keys =
        (settings.keys().isEmpty() ? List.of(derivedKey) : settings.keys())
            .stream().map(DeviceKey::new).toList();
    this.clock = clock;
  }

  /**
   * Returns the browser of the first valid cookie, or {@code null}. A browser may send several
   * cookies of one name: one for another path, or one that a neighbouring host has set.
   */
  @Nullable Device find(List<String> cookies) {
    return cookies.stream()
        .limit(MOST_COOKIES)
        .map(this::find)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the browser that a cookie proves, for any user. Returns {@code null} for a cookie that
   * is malformed, forged, expired, of another login, or issued more than five minutes in the
   * future.
   */
  @Nullable Device find(@Nullable String cookie) {
    if (cookie == null || cookie.length() > LONGEST) {
      return null;
    }
    String[] parts = cookie.split("\\.", PARTS + 1);
    if (parts.length != PARTS || !parts[0].equals(VERSION)) {
      return null;
    }
    DeviceKey key = signer(cookie, parts[1], parts[5]);
    if (key == null || !isInTime(parts[2], settings.lifetime())) {
      return null;
    }
    boolean stale =
        !key.id().equals(keys.get(0).id()) || !isInTime(parts[2], settings.lifetime().dividedBy(2));
    return new Device(key, login, parts[3], parts[4], stale);
  }

  private @Nullable DeviceKey signer(String cookie, String keyId, String signature) {
    String signed = cookie.substring(0, cookie.lastIndexOf('.'));
    for (DeviceKey key : keys) {
      if (key.id().equals(keyId) && Hashes.same(key.signature(login, signed), signature)) {
        return key;
      }
    }
    return null;
  }

  /** The number parses, because the signature is valid. */
  private boolean isInTime(String issued, Duration lifetime) {
    Instant from = Instant.ofEpochSecond(Long.parseLong(issued, EPOCH_RADIX));
    Instant now = clock.instant();
    return !from.isAfter(now.plus(AHEAD)) && from.plus(lifetime).isAfter(now);
  }

  /**
   * Returns the cookie to set after a login of this user; {@code null} if the browser has a valid
   * one that is not stale.
   *
   * @param known the browser that the request proved, or {@code null}
   * @param contextPath the context path of the application; empty for the root
   */
  @Nullable SetCookie renewed(String username, @Nullable Device known, String contextPath) {
    if (known == null || !known.belongsTo(username)) {
      return header(issue(username), contextPath);
    }
    return known.stale() ? header(issue(username, known.id()), contextPath) : null;
  }

  /** Returns the value of a new cookie for a browser in which this user has just logged in. */
  String issue(String username) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return issue(username, DeviceKey.text(bytes, NONCE_BYTES));
  }

  /** Returns the value of a cookie with this nonce, which replaces a stale cookie. */
  String issue(String username, String nonce) {
    DeviceKey key = keys.get(0);
    String issued = Long.toString(clock.instant().getEpochSecond(), EPOCH_RADIX);
    String signed =
        String.join(".", VERSION, key.id(), issued, nonce, key.userTag(login, nonce, username));
    return signed + "." + key.signature(login, signed);
  }

  /**
   * Returns the cookie to set.
   *
   * @param contextPath the context path of the application; empty for the root
   */
  SetCookie header(String value, String contextPath) {
    return new SetCookie(
        settings.cookie(),
        value,
        contextPath + settings.path(),
        settings.lifetime(),
        settings.secure());
  }
}
