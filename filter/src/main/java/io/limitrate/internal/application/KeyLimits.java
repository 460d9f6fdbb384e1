package io.limitrate.internal.application;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Limits.OfKey;
import io.limitrate.internal.application.ManualLimits.PolicyLimits;
import io.limitrate.internal.engine.ManualCounts.Count;
import io.limitrate.internal.engine.ManualCounts.RejectedKey;
import java.time.Duration;
import java.util.Optional;

/** The limits of a key. Immutable and thread-safe. */
record KeyLimits(PolicyLimits limits, Count count) implements OfKey {

  @Override
  public String id() {
    return limits.counts().key(count).text();
  }

  @Override
  public long rejections() {
    Key key = limits.counts().key(count);
    return limits.rejected().stream()
        .filter(one -> one.key().equals(key))
        .mapToLong(RejectedKey::rejections)
        .sum();
  }

  @Override
  public Decision peek() {
    return limits.counts().peek(count);
  }

  @Override
  public Decision reset() {
    applyReset();
    return peek();
  }

  void applyReset() {
    limits.counts().reset(count);
  }

  @Override
  public Decision charge(long units) {
    applyCharge(units);
    return peek();
  }

  void applyCharge(long units) {
    limits.counts().charge(count, checked(units));
  }

  @Override
  public Decision giveBack(long units) {
    applyGiveBack(units);
    return peek();
  }

  void applyGiveBack(long units) {
    limits.counts().giveBack(count, checked(units));
  }

  @Override
  public Optional<Duration> banned() {
    return limits.counts().bans().remaining(count);
  }

  @Override
  public void ban(Duration duration, String by) {
    ManualBan.ban(this, duration, by);
  }

  @Override
  public boolean lift(String by) {
    return ManualBan.lift(this, by);
  }

  private static long checked(long units) {
    if (units < 1) {
      throw new IllegalArgumentException("units " + units + ": must be at least 1");
    }
    return units;
  }
}
