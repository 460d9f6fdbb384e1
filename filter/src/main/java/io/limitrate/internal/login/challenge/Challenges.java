package io.limitrate.internal.login.challenge;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.Verification;
import java.time.Duration;
import java.time.InstantSource;

/** Makes the providers of challenges that settings name. */
public final class Challenges {
  private static final int KEY_BYTES = 32;

  private Challenges() {}

  /**
   * A provider for these settings, to be closed by the caller. Closing it does not close {@link
   * ChallengeSettings.Own}, which is the application's.
   *
   * @param key 32 secret bytes, the same on all nodes: what one issues, another checks
   * @param clock decides when a challenge is over
   */
  public static ChallengeProvider open(
      ChallengeSettings settings, byte[] key, InstantSource clock) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("key of " + key.length + " bytes: must have " + KEY_BYTES);
    }
    if (settings instanceof ChallengeSettings.ProofOfWork work) {
      return new AltchaProvider(work, key, clock);
    } else if (settings instanceof ChallengeSettings.SiteVerify site) {
      return new SiteVerifyProvider(site);
    } else if (settings instanceof ChallengeSettings.Own own) {
      return new Lent(own.provider());
    }
    throw new IllegalArgumentException(settings + ": unknown settings");
  }

  /** Somebody else's to close. */
  private record Lent(ChallengeProvider owned) implements ChallengeProvider {
    @Override
    public Challenge issue(ChallengeContext context) {
      return owned.issue(context);
    }

    @Override
    public Verification verify(String token, ChallengeContext context, Duration deadline) {
      return owned.verify(token, context, deadline);
    }
  }
}
