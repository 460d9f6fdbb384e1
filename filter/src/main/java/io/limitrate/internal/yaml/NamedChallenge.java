package io.limitrate.internal.yaml;

import io.limitrate.challenge.ChallengeSettings;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.LoginSettings.Unavailable;
import java.time.Duration;

/** A challenge, and what happens while nobody can check its tokens. */
record NamedChallenge(ChallengeSettings settings, Unavailable unavailable, Duration timeout) {
  private static final LoginSettings USUAL = LoginSettings.builder("usual").build();

  static final NamedChallenge BUILT_IN = of(USUAL.challenge());
  static final NamedChallenge NONE = of(new ChallengeSettings.None());

  /** A challenge with the defaults. */
  static NamedChallenge of(ChallengeSettings settings) {
    return new NamedChallenge(settings, USUAL.unavailable(), USUAL.challengeTimeout());
  }

  boolean asks() {
    return !(settings instanceof ChallengeSettings.None);
  }
}
