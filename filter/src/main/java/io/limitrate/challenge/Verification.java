package io.limitrate.challenge;

import java.time.Duration;

/** What came of checking a token. Immutable. */
public sealed interface Verification {
  /** How long a token is remembered as used where its provider does not say. */
  Duration DEFAULT_LIFE = Duration.ofMinutes(10);

  /** The token is right; it may be used once. */
  static Verification passed(String id) {
    return new Passed(id, DEFAULT_LIFE);
  }

  /** The token is wrong. */
  static Verification failed(String reason) {
    return new Failed(reason);
  }

  /** Nobody could check the token. */
  static Verification unavailable(String reason) {
    return new Unavailable(reason);
  }

  /**
   * The token is right, if nobody has used it yet.
   *
   * @param id what all tokens for the same challenge have in common
   * @param life how long, from now, the token would be right: so long it is remembered as used
   */
  record Passed(String id, Duration life) implements Verification {}

  /**
   * The token is wrong, over, or made for something else.
   *
   * @param reason why, for the log; without the token
   */
  record Failed(String reason) implements Verification {}

  /**
   * Nobody could check the token.
   *
   * @param reason why, for the log; without the token
   */
  record Unavailable(String reason) implements Verification {}
}
