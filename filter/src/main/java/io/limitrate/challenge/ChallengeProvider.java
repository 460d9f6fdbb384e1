package io.limitrate.challenge;

import java.time.Duration;

/**
 * Asks a client for a sign that it is no program, and checks the token that it brings as one.
 *
 * <p>Thread-safe. An application's own is found as a service, or named by its class:
 *
 * <pre>{@code
 * public final class Riddle implements ChallengeProvider {
 *   public Challenge issue(ChallengeContext asked) {
 *     return Challenge.of("riddle", "answer").url("/riddle").build();
 *   }
 *   public Verification verify(String token, ChallengeContext asked, Duration deadline) {
 *     return riddles.solved(token) ? Verification.passed(token) : Verification.failed("wrong answer");
 *   }
 * }
 * }</pre>
 */
public interface ChallengeProvider extends AutoCloseable {

  /** What a client is told: how to get a token, and where to put it. */
  Challenge issue(ChallengeContext context);

  /**
   * Checks a token.
   *
   * <p>A token that passed is used once only: Limitrate sees to that, over all nodes, by the id
   * that {@link Verification.Passed} gives.
   *
   * @param token what the client sent, of at most 4,096 characters
   * @param context what the token has to have been made for
   * @param deadline how long this may take: the request waits, so a provider that takes longer
   *     answers {@link Verification#unavailable}
   */
  Verification verify(String token, ChallengeContext context, Duration deadline);

  /** Gives back what the provider holds. */
  @Override
  default void close() {}
}
