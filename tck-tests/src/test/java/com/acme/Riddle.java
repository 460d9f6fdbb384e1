package com.acme;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.Verification;
import java.time.Duration;

/** Asks for the answer to a riddle. */
public final class Riddle implements ChallengeProvider {
  @Override
  public Challenge issue(ChallengeContext context) {
    return Challenge.of("riddle", "answer").url("/riddle").build();
  }

  @Override
  public Verification verify(String token, ChallengeContext context, Duration deadline) {
    return token.equals("42") ? Verification.passed(token) : Verification.failed("wrong");
  }
}
