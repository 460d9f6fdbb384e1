package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota;
import org.jspecify.annotations.Nullable;

/**
 * Counts the units of the current window. Windows are aligned to time 0 of the clock. Up to twice
 * the limit can pass around a boundary.
 */
final class FixedWindowAlgorithm implements LeasableAlgorithm {

  private final Quota quota;
  private final long limit;
  private final Window window;

  FixedWindowAlgorithm(Quota quota) {
    this.quota = quota;
    this.limit = quota.limit();
    this.window = new Window(quota.window().toNanos());
  }

  @Override
  public @Nullable PackedForm packedForm() {
    return PackedWindow.of(this, quota);
  }

  @Override
  public long capacity() {
    return limit;
  }

  @Override
  public long retentionNanos() {
    return 2 * window.nanos();
  }

  @Override
  public long spanNanos() {
    return window.nanos();
  }

  @Override
  public long used(State state, long nowNanos) {
    return Arithmetic.thousandths(current(state, nowNanos).count());
  }

  @Override
  public Step<Decision> acquire(@Nullable State state, long cost, long nowNanos) {
    Arguments.notNegative("cost", cost);
    FixedWindowState current = current(state, nowNanos);
    long count = current.count();
    State kept = count == 0 ? state : current;
    return new Step<>(
        cost > 0 && cost <= limit - count ? plus(current, cost) : kept,
        decision(current.windowStartNanos(), count, cost, nowNanos));
  }

  /** Returns the decision about a call that finds this count in the window of this start. */
  Decision decision(long startNanos, long count, long cost, long nowNanos) {
    long free = Math.max(0, limit - count);
    long end = -window.endedFor(startNanos, nowNanos);
    if (cost > 0 && cost <= free) {
      return new Decision.Permitted(quota, free - cost, end);
    }
    long reset = count == 0 ? 0 : end;
    return cost == 0
        ? new Decision.Permitted(quota, free, reset)
        : new Decision.Rejected(quota, free, reset, cost > limit ? Decision.NEVER : end);
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    long units = Arguments.overrun(reserved, actual);
    FixedWindowState current = current(state, nowNanos);
    if (units > 0) {
      return plus(current, units);
    }
    if (units == 0 || !window.holds(current.windowStartNanos(), chargedAtNanos)) {
      return state;
    }
    long count = current.count() + units;
    return count <= 0 ? null : new FixedWindowState(current.windowStartNanos(), count);
  }

  @Override
  public @Nullable State refund(@Nullable State state, long units, long nowNanos) {
    return settle(state, units, 0, current(state, nowNanos).windowStartNanos(), nowNanos);
  }

  /**
   * Ends the lease at the end of the window, because units count in the window that they are
   * charged to.
   */
  @Override
  public Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    FixedWindowState current = current(state, nowNanos);
    long asked = Arguments.lease(units, limit - current.count(), nowNanos, endNanos);
    long end = window.lastOf(current.windowStartNanos(), nowNanos, asked);
    return new Lease(plus(current, units), end);
  }

  @Override
  public @Nullable State giveBack(
      @Nullable State state, Unused unused, long lifeNanos, long nowNanos) {
    return unused.leased() instanceof FixedWindowState charged
        ? settle(state, unused.units(), 0, charged.windowStartNanos(), nowNanos)
        : state;
  }

  /**
   * Returns the state at this time: unchanged, reset for a new window, or moved back to the
   * present.
   */
  private FixedWindowState current(@Nullable State state, long nowNanos) {
    if (state instanceof FixedWindowState stored && stored.count() > 0) {
      if (window.open(stored.windowStartNanos(), nowNanos)) {
        return stored;
      }
      if (window.tooFarAhead(stored.windowStartNanos(), nowNanos)) {
        return new FixedWindowState(window.startAt(nowNanos), stored.count());
      }
    }
    return new FixedWindowState(window.startAt(nowNanos), 0);
  }

  private static FixedWindowState plus(FixedWindowState state, long units) {
    return new FixedWindowState(
        state.windowStartNanos(), Arithmetic.saturatedSum(state.count(), units));
  }
}
