package io.limitrate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
public final class ManualClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the time forward, or back for a negative duration. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }
}
