package io.limitrate.internal.login.challenge;

import io.limitrate.challenge.Challenge;
import io.limitrate.challenge.ChallengeContext;
import io.limitrate.challenge.ChallengeProvider;
import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.challenge.Verification;
import java.time.Duration;
import java.time.InstantSource;

/** Creates challenge providers from settings. */
public final class Challenges {
  private static final int KEY_BYTES = 32;

  private Challenges() {}

  /**
   * Returns a provider for these settings. The caller closes the provider; this does not close the
   * application's provider in {@link ChallengeSettings.Own}.
   *
   * @param key 32 secret bytes, the same on all nodes, so that each node can check the challenges
   *     of the other nodes
   * @param clock decides whether a challenge has expired
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
      return new NonClosingProvider(own.provider());
    }
    throw new IllegalArgumentException(settings + ": unknown settings");
  }

  /**
   * Returns the name of the field that contains the tokens. The application's own provider tells
   * the name in a challenge for the login.
   */
  public static String field(ChallengeSettings settings, String login) {
    if (settings instanceof ChallengeSettings.ProofOfWork) {
      return AltchaProvider.NAME;
    } else if (settings instanceof ChallengeSettings.SiteVerify site) {
      return site.vendor().field();
    } else if (settings instanceof ChallengeSettings.Own own) {
      return own.provider().issue(new ChallengeContext(login, "", "")).field();
    }
    throw new IllegalArgumentException(settings + ": unknown settings");
  }

  /** A provider that the application closes. */
  private record NonClosingProvider(ChallengeProvider owned) implements ChallengeProvider {
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
