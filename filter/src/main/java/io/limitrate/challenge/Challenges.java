package io.limitrate.challenge;

import java.time.InstantSource;

public final class Challenges {
  private Challenges() {}

  public static ChallengeProvider open(ChallengeSettings s, byte[] key, InstantSource clock) {
    if (s instanceof ChallengeSettings.Own own) {
      return own.provider();
    }
    throw new UnsupportedOperationException();
  }
}
