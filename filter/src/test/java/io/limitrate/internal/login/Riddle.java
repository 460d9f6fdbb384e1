package io.limitrate.internal.login;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.Verification;
import java.time.Duration;

/** A challenge of the application: a token is valid if it begins with its context. */
final class Riddle implements ChallengeProvider {
  volatile boolean down;

  static String token(ChallengeContext context, String nonce) {
    return context.action() + "/" + context.subject() + "/" + context.client() + "/" + nonce;
  }

  @Override
  public Challenge issue(ChallengeContext context) {
    return Challenge.of("riddle", "answer").data("\"" + token(context, "") + "\"").build();
  }

  @Override
  public Verification verify(String token, ChallengeContext context, Duration deadline) {
    if (down) {
      return Verification.unavailable("down");
    }
    return token.startsWith(token(context, ""))
        ? Verification.passed(token)
        : Verification.failed("made for something else");
  }
}
