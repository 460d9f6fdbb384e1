package io.limitrate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
public final class ManualClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Duration afterNextReading = Duration.ZERO;

  @Override
  public Instant instant() {
    Instant read = now;
    advance(afterNextReading);
    afterNextReading = Duration.ZERO;
    return read;
  }

  /** Moves the time forward once it was read, as if the reading thread was suspended. */
  public void advanceAfterNextReading(Duration duration) {
    afterNextReading = duration;
  }

  /** Moves the time forward, or back for a negative duration. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }
}
