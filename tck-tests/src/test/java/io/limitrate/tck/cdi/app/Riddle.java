package io.limitrate.tck.cdi.app;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.Verification;
import java.time.Duration;

/** A challenge that accepts any token that begins with {@code right}. */
public final class Riddle implements ChallengeProvider {
  @Override
  public Challenge issue(ChallengeContext context) {
    return Challenge.of("riddle", "answer").url("/riddle").build();
  }

  @Override
  public Verification verify(String token, ChallengeContext context, Duration deadline) {
    return token.startsWith("right") ? Verification.passed(token) : Verification.failed("wrong");
  }
}
