package io.limitrate.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.ManualClock;
import io.limitrate.challenge.ChallengeSettings.Algorithm;
import io.limitrate.challenge.ChallengeSettings.ProofOfWork;
import io.limitrate.challenge.Verification.Failed;
import io.limitrate.internal.login.challenge.AltchaSolver;
import io.limitrate.internal.login.challenge.Challenges;
import java.time.Duration;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

class AltchaProperties {
  private static final ChallengeContext LOGIN = new ChallengeContext("login", "alice", "client");
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final ChallengeProvider provider =
      Challenges.open(
          new ProofOfWork(Algorithm.PBKDF2_SHA256, 2, 1, Duration.ofMinutes(5)),
          new byte[32],
          new ManualClock());
  private final String json = AltchaSolver.solve(provider.issue(LOGIN)).json();

  /** The client controls the time of the solution, so it does not matter. */
  private final int end = json.indexOf("12.5");

  @Property(tries = 3_000)
  void anyOtherCharacterMakesItFail(
      @ForAll @IntRange(max = 1_000) int position,
      @ForAll @CharRange(from = ' ', to = '\u00ff') char other) {
    int at = position % end;
    Assume.that(json.charAt(at) != other);

    assertRejected(json.substring(0, at) + other + json.substring(at + 1));
  }

  @Property(tries = 1_000)
  void anyMissingCharacterMakesItFail(@ForAll @IntRange(max = 1_000) int position) {
    int at = position % end;

    assertRejected(json.substring(0, at) + json.substring(at + 1));
  }

  @Property(tries = 1_000)
  void anyEarlierEndMakesItFail(@ForAll @IntRange(max = 1_000) int position) {
    assertRejected(json.substring(0, position % end));
  }

  @Property
  void anythingElseFailsToo(@ForAll String text) {
    assertRejected(text);
    assertThat(provider.verify(text, LOGIN, DEADLINE)).isInstanceOf(Failed.class);
  }

  private void assertRejected(String changed) {
    assertThat(provider.verify(AltchaSolver.token(changed), LOGIN, DEADLINE))
        .isInstanceOf(Failed.class);
  }
}
