package io.limitrate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that stands still until it is told otherwise. */
public final class ManualClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves on, or back where the duration is negative. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }
}
