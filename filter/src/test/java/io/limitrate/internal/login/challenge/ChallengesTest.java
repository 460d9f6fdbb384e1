package io.limitrate.internal.login.challenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.ManualClock;
import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.ChallengeSettings.Vendor;
import io.limitrate.challenge.Verification;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChallengesTest {
  private static final ChallengeContext LOGIN = new ChallengeContext("login", "alice", "client");
  private static final Duration DEADLINE = Duration.ofSeconds(2);

  private final Riddle riddle = new Riddle("an egg"::equals);

  interface Riddles {
    boolean solved(String answer);
  }

  /**
   * The example in the documentation of {@link ChallengeProvider}; records whether it was closed.
   */
  private static final class Riddle implements ChallengeProvider {
    private final Riddles riddles;
    private boolean closed;

    Riddle(Riddles riddles) {
      this.riddles = riddles;
    }

    @Override
    public Challenge issue(ChallengeContext asked) {
      return Challenge.of("riddle", "answer").url("/riddle").build();
    }

    @Override
    public Verification verify(String token, ChallengeContext asked, Duration deadline) {
      return riddles.solved(token)
          ? Verification.passed(token)
          : Verification.failed("wrong answer");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static ChallengeProvider open(ChallengeSettings settings) {
    return Challenges.open(settings, new byte[32], new ManualClock());
  }

  @Test
  void asksTheApplicationsOwnProvider() {
    ChallengeProvider provider = open(new ChallengeSettings.Own(riddle));

    assertThat(provider.issue(LOGIN))
        .isEqualTo(new Challenge("riddle", "answer", null, "/riddle", null, null));
    assertThat(provider.verify("an egg", LOGIN, DEADLINE))
        .isEqualTo(new Verification.Passed("an egg", Verification.DEFAULT_LIFE));
    assertThat(provider.verify("a stone", LOGIN, DEADLINE))
        .isEqualTo(new Verification.Failed("wrong answer"));
  }

  @Test
  void doesNotCloseTheApplicationsOwnProvider() {
    open(new ChallengeSettings.Own(riddle)).close();

    assertThat(riddle.closed).isFalse();
  }

  @Test
  void theProofOfWorkIsTheDefault() {
    assertThat(open(ChallengeSettings.DEFAULT).issue(LOGIN).provider()).isEqualTo("altcha");
  }

  @Test
  void tellsTheFieldThatEveryChallengeHas() {
    List<ChallengeSettings> all =
        List.of(
            ChallengeSettings.DEFAULT,
            new ChallengeSettings.Own(riddle),
            new ChallengeSettings.SiteVerify(
                Vendor.TURNSTILE, "site", "secret", Set.of(), 0, Vendor.TURNSTILE.url()));

    for (ChallengeSettings settings : all) {
      try (ChallengeProvider provider = open(settings)) {
        assertThat(Challenges.field(settings, "main")).isEqualTo(provider.issue(LOGIN).field());
      }
    }
  }

  @Test
  void rejectsAKeyOfAnotherSize() {
    assertThatThrownBy(
            () -> Challenges.open(ChallengeSettings.DEFAULT, new byte[16], new ManualClock()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key of 16 bytes: must have 32");
  }
}
