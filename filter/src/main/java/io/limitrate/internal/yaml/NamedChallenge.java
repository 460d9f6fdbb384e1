package io.limitrate.internal.yaml;

import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.LoginSettings.Unavailable;
import java.time.Duration;

/**
 * A challenge of a login.
 *
 * @param unavailable what the login does while the challenge's provider is unavailable
 * @param timeout how long the login waits for the provider
 */
record NamedChallenge(ChallengeSettings settings, Unavailable unavailable, Duration timeout) {
  private static final LoginSettings DEFAULTS = LoginSettings.builder("default").build();

  static final NamedChallenge BUILT_IN = of(DEFAULTS.challenge());
  static final NamedChallenge NONE = of(new ChallengeSettings.None());

  /** Returns a challenge with the default time-out. */
  static NamedChallenge of(ChallengeSettings settings) {
    return new NamedChallenge(settings, DEFAULTS.unavailable(), DEFAULTS.challengeTimeout());
  }

  boolean asks() {
    return !(settings instanceof ChallengeSettings.None);
  }
}
