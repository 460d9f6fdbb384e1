package io.limitrate;

import java.time.Duration;

/** Takes units by the duration of calls. Immutable. */
record DurationUnits(CallOutcome.Counting counting, Duration period, long most)
    implements CallOutcome.Counting {
  DurationUnits {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("period " + period + ": must be positive");
    }
    if (most < 1) {
      throw new IllegalArgumentException("most units " + most + ": must be at least 1");
    }
  }

  @Override
  public boolean counts(CallOutcome.Result result) {
    return counting.counts(result);
  }

  @Override
  public boolean readsSize() {
    return counting.readsSize();
  }

  /** Returns the periods, rounded up, at least 1. */
  @Override
  public long units(CallOutcome.Result result, long reserved) {
    Duration duration = result.duration();
    long whole = duration.dividedBy(period);
    boolean begun = duration.compareTo(period.multipliedBy(whole)) > 0;
    return Math.max(1, Math.min(most, begun ? whole + 1 : whole));
  }
}
