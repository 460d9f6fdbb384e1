package io.limitrate.internal.pass;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.limitrate.internal.login.challenge.Hashes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/**
 * Writes and reads the cookies that contain a pass. Immutable and thread-safe.
 *
 * <p>A cookie is {@code 1.end.signature}: the version of the format, the end of the pass (seconds
 * of the epoch in base 36), and HMAC-SHA-256 over both and the client's address, in base64url. So a
 * pass is valid at one address only, and the server keeps no state.
 */
final class PassCookies {
  private static final String VERSION = "1";
  private static final int LONGEST = 80;
  private static final int MOST_COOKIES = 8;
  private static final int PARTS = 3;
  private static final int EPOCH_RADIX = 36;

  private final byte[] key;
  private final Duration life;
  private final InstantSource clock;

  PassCookies(byte[] key, Duration life, InstantSource clock) {
    this.key = key.clone();
    this.life = life;
    this.clock = clock;
  }

  /** Returns the value of a cookie for a client at this address. */
  String issue(String address) {
    String end = Long.toString(clock.instant().plus(life).getEpochSecond(), EPOCH_RADIX);
    return VERSION + "." + end + "." + signature(end, address);
  }

  /** Returns whether any of the cookies is a pass of this address that has not ended. */
  boolean admit(List<String> cookies, String address) {
    return cookies.stream().limit(MOST_COOKIES).anyMatch(cookie -> admits(cookie, address));
  }

  private boolean admits(String cookie, String address) {
    String[] parts = cookie.length() > LONGEST ? new String[0] : cookie.split("\\.", PARTS + 1);
    return parts.length == PARTS
        && parts[0].equals(VERSION)
        && Hashes.same(signature(parts[1], address), parts[2])
        && clock.instant().isBefore(end(parts[1]));
  }

  /** The number parses, because the signature is valid. */
  private static Instant end(String text) {
    return Instant.ofEpochSecond(Long.parseLong(text, EPOCH_RADIX));
  }

  /** The end contains no zero byte, so two different pairs never become the same bytes. */
  private String signature(String end, String address) {
    byte[] signed = (VERSION + "\0" + end + "\0" + address).getBytes(UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Hashes.hmacSha256(key, signed));
  }
}
