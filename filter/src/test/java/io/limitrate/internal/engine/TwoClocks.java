package io.limitrate.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A monotonic clock, and a wall clock that a test sets. */
final class TwoClocks implements Clock {
  private long nanos;
  private long wallNanos;

  /** Creates clocks whose wall clock shows this instant. */
  TwoClocks(String instant) {
    this.nanos = nanos(instant) - 777;
    this.wallNanos = nanos(instant);
  }

  static long nanos(String instant) {
    return TimeUnit.SECONDS.toNanos(Instant.parse(instant).getEpochSecond());
  }

  void advance(long by) {
    nanos += by;
    wallNanos += by;
  }

  void advance(Duration duration) {
    advance(duration.toNanos());
  }

  void setWall(String instant) {
    wallNanos = nanos(instant);
  }

  long wallNanos() {
    return wallNanos;
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long driftNanos(long nowNanos) {
    return wallNanos - nanos;
  }

  @Override
  public long epochSecond(long nowNanos, long laterNanos) {
    return -Math.floorDiv(-(nowNanos + laterNanos), TimeUnit.SECONDS.toNanos(1));
  }
}
