package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota;
import org.jspecify.annotations.Nullable;

/**
 * Counts the units of the current and the previous window. The weight of the previous count
 * decreases as the window slides.
 */
final class SlidingWindowCounterAlgorithm implements LeasableAlgorithm {

  private final Quota quota;
  private final long limit;
  private final Window window;

  SlidingWindowCounterAlgorithm(Quota quota) {
    this.quota = quota;
    this.limit = quota.limit();
    this.window = new Window(quota.window().toNanos());
  }

  @Override
  public long capacity() {
    return limit;
  }

  @Override
  public long retentionNanos() {
    return 3 * window.nanos();
  }

  @Override
  public long spanNanos() {
    return window.nanos();
  }

  @Override
  public long used(State state, long nowNanos) {
    SlidingWindowCounterState current = current(state, nowNanos);
    long uncovered = Math.min(window.nanos(), untilEnd(current, nowNanos));
    long previous = Arithmetic.thousandths(current.previous());
    long faded = Arithmetic.mulDiv(previous, uncovered, 0, window.nanos());
    return Arithmetic.saturatedSum(Arithmetic.thousandths(current.current()), faded);
  }

  @Override
  public Step<Decision> acquire(@Nullable State state, long cost, long nowNanos) {
    Arguments.notNegative("cost", cost);
    SlidingWindowCounterState current = current(state, nowNanos);
    long free = free(current, nowNanos);
    if (cost > 0 && cost <= free) {
      State next = plus(current, cost);
      long reset = untilEnd(current, nowNanos) + window.nanos();
      return new Step<>(next, new Decision.Permitted(quota, free - cost, reset));
    }
    State kept = tooFarAhead(state, nowNanos) ? current : state;
    long reset = reset(current, nowNanos);
    if (cost == 0) {
      return new Step<>(kept, new Decision.Permitted(quota, free, reset));
    }
    long wait = cost > limit ? Decision.NEVER : wait(current, cost, nowNanos);
    return new Step<>(kept, new Decision.Rejected(quota, free, reset, wait));
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    long units = Arguments.overrun(reserved, actual);
    SlidingWindowCounterState current = current(state, nowNanos);
    if (units > 0) {
      return plus(current, units);
    }
    SlidingWindowCounterState less = minus(current, -units, chargedAtNanos);
    if (less.equals(current)) {
      return state;
    }
    return less.empty() ? null : less;
  }

  @Override
  public @Nullable State refund(@Nullable State state, long units, long nowNanos) {
    SlidingWindowCounterState current = current(state, nowNanos);
    long latest = Math.min(units, current.current());
    long earlier = Math.min(units - latest, current.previous());
    if (latest == 0 && earlier == 0) {
      return state;
    }
    SlidingWindowCounterState less =
        new SlidingWindowCounterState(
            current.windowStartNanos(), current.previous() - earlier, current.current() - latest);
    return less.empty() ? null : less;
  }

  /**
   * Ends the lease at the end of the window. Until then, units that fit now also fit later, because
   * the weight of the previous window decreases.
   */
  @Override
  public Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    SlidingWindowCounterState current = current(state, nowNanos);
    long asked = Arguments.lease(units, free(current, nowNanos), nowNanos, endNanos);
    long end = window.lastOf(current.windowStartNanos(), nowNanos, asked);
    return new Lease(plus(current, units), end);
  }

  @Override
  public @Nullable State giveBack(
      @Nullable State state, Unused unused, long lifeNanos, long nowNanos) {
    return unused.leased() instanceof SlidingWindowCounterState charged
        ? settle(state, unused.units(), 0, charged.windowStartNanos(), nowNanos)
        : state;
  }

  /**
   * Returns the state at this time: unchanged, shifted by one window, reset, or moved back to the
   * present.
   */
  private SlidingWindowCounterState current(@Nullable State state, long nowNanos) {
    if (state instanceof SlidingWindowCounterState stored && !stored.empty()) {
      long start = stored.windowStartNanos();
      if (window.open(start, nowNanos)) {
        return stored;
      }
      if (window.tooFarAhead(start, nowNanos)) {
        return new SlidingWindowCounterState(
            window.startAt(nowNanos), stored.previous(), stored.current());
      }
      if (stored.current() > 0 && window.open(start + window.nanos(), nowNanos)) {
        return new SlidingWindowCounterState(start + window.nanos(), stored.current(), 0);
      }
    }
    return new SlidingWindowCounterState(window.startAt(nowNanos), 0, 0);
  }

  private boolean tooFarAhead(@Nullable State state, long nowNanos) {
    return state instanceof SlidingWindowCounterState stored
        && !stored.empty()
        && window.tooFarAhead(stored.windowStartNanos(), nowNanos);
  }

  /**
   * Returns N - current - ceil(previous·(W - e)/W). Costs are whole numbers, so the result may be
   * rounded.
   */
  private long free(SlidingWindowCounterState state, long nowNanos) {
    long free = limit - state.current();
    if (free <= 0) {
      return 0;
    }
    long uncovered = Math.min(window.nanos(), untilEnd(state, nowNanos));
    return Math.max(0, free - Arithmetic.mulDivUp(state.previous(), uncovered, window.nanos()));
  }

  private long wait(SlidingWindowCounterState state, long cost, long nowNanos) {
    long end = untilEnd(state, nowNanos);
    return cost <= limit - state.current()
        ? end - fadedBeforeEnd(state.previous(), limit - state.current() - cost)
        : end + window.nanos() - fadedBeforeEnd(state.current(), limit - cost);
  }

  /**
   * Returns how long before the end of its window the weighted previous count equals the given
   * units.
   */
  private long fadedBeforeEnd(long count, long units) {
    return Arithmetic.mulDiv(units, window.nanos(), 0, count);
  }

  private long reset(SlidingWindowCounterState state, long nowNanos) {
    if (state.empty()) {
      return 0;
    }
    long end = untilEnd(state, nowNanos);
    return state.current() > 0 ? end + window.nanos() : end;
  }

  private long untilEnd(SlidingWindowCounterState state, long nowNanos) {
    return -window.endedFor(state.windowStartNanos(), nowNanos);
  }

  private static SlidingWindowCounterState plus(SlidingWindowCounterState state, long units) {
    return new SlidingWindowCounterState(
        state.windowStartNanos(),
        state.previous(),
        Arithmetic.saturatedSum(state.current(), units));
  }

  private SlidingWindowCounterState minus(
      SlidingWindowCounterState state, long units, long chargedAtNanos) {
    long start = state.windowStartNanos();
    if (window.holds(start, chargedAtNanos)) {
      return new SlidingWindowCounterState(
          start, state.previous(), Math.max(0, state.current() - units));
    }
    if (window.holds(start - window.nanos(), chargedAtNanos)) {
      return new SlidingWindowCounterState(
          start, Math.max(0, state.previous() - units), state.current());
    }
    return state;
  }
}
