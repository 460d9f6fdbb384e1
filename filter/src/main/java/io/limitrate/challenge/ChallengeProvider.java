package io.limitrate.challenge;

import java.time.Duration;

/**
 * Issues challenges that tell people from programs, and checks the tokens of solved challenges. An
 * application implements this type for a challenge of its own.
 *
 * <p>Implementations must be thread-safe. Limitrate finds an application's provider as a service,
 * or by the class name in the configuration:
 *
 * <pre>{@code
 * public final class Riddle implements ChallengeProvider {
 *   public Challenge issue(ChallengeContext context) {
 *     return Challenge.of("riddle", "answer").url("/riddle").build();
 *   }
 *   public Verification verify(String token, ChallengeContext context, Duration deadline) {
 *     return riddles.solved(token) ? Verification.passed(token) : Verification.failed("wrong answer");
 *   }
 * }
 * }</pre>
 */
public interface ChallengeProvider extends AutoCloseable {

  /** Returns a challenge, which tells the client how to get a token and where to send the token. */
  Challenge issue(ChallengeContext context);

  /**
   * Checks a token.
   *
   * <p>Limitrate accepts a token that passes only once over all nodes, by the id in {@link
   * Verification.Passed}.
   *
   * @param token the client's token, at most 4,096 characters
   * @param context the context that the token must belong to
   * @param deadline the longest time that the check may take. The request waits for the check, so a
   *     provider that needs longer returns {@link Verification#unavailable}
   */
  Verification verify(String token, ChallengeContext context, Duration deadline);

  /** Releases the resources of the provider. */
  @Override
  default void close() {}
}
