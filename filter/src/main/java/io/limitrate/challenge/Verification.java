package io.limitrate.challenge;

import java.time.Duration;

/**
 * The result of a check of a token. A {@link ChallengeProvider} of the application returns this
 * type. Immutable.
 */
public sealed interface Verification {
  /** How long Limitrate remembers a used token when the provider gives no time. */
  Duration DEFAULT_LIFE = Duration.ofMinutes(10);

  /** Returns the result for a valid token, which Limitrate accepts once. */
  static Verification passed(String id) {
    return new Passed(id, DEFAULT_LIFE);
  }

  /** Returns the result for an invalid token. */
  static Verification failed(String reason) {
    return new Failed(reason);
  }

  /** Returns the result for a token that the provider could not check. */
  static Verification unavailable(String reason) {
    return new Unavailable(reason);
  }

  /**
   * The token is valid, unless it has been used before.
   *
   * @param id the identifier that all tokens of one challenge share
   * @param life how long the token stays valid from now; Limitrate remembers a used token for this
   *     time
   */
  record Passed(String id, Duration life) implements Verification {}

  /**
   * The token is invalid, has expired, or belongs to another context.
   *
   * @param reason the reason for the log, without the token
   */
  record Failed(String reason) implements Verification {}

  /**
   * The provider could not check the token.
   *
   * @param reason the reason for the log, without the token
   */
  record Unavailable(String reason) implements Verification {}
}
