package io.limitrate.internal.aspect;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.Verification;
import java.time.Duration;

/** A challenge of the application that accepts tokens beginning with {@code right}. */
final class TestChallenge implements ChallengeProvider {

  @Override
  public Challenge issue(ChallengeContext context) {
    return Challenge.of("riddle", "riddle").build();
  }

  @Override
  public Verification verify(String token, ChallengeContext context, Duration deadline) {
    return token.startsWith("right") ? Verification.passed(token) : Verification.failed("wrong");
  }
}
