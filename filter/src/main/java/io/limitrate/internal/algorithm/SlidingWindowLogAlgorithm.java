package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota;
import org.jspecify.annotations.Nullable;

/** Keeps the time of each charge. Units with the same time form a run. */
final class SlidingWindowLogAlgorithm implements LeasableAlgorithm {

  /**
   * Up to this limit each unit has its own time. Above, this number of parts of the window is
   * remembered.
   */
  private static final int PARTS = 256;

  private final Quota quota;
  private final long limit;
  private final Window window;

  /** Times are rounded up to a multiple of this value. */
  private final long grainNanos;

  SlidingWindowLogAlgorithm(Quota quota) {
    this.quota = quota;
    this.limit = quota.limit();
    this.window = new Window(quota.window().toNanos());
    this.grainNanos = limit <= PARTS ? 1 : (window.nanos() + PARTS - 1) / PARTS;
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
    SlidingWindowLogState log = current(state, nowNanos);
    long units = log.unitsFrom(log.firstAfter(nowNanos - window.nanos()));
    return Arithmetic.thousandths(units);
  }

  @Override
  public Step<Decision> acquire(@Nullable State state, long cost, long nowNanos) {
    Arguments.notNegative("cost", cost);
    SlidingWindowLogState log = current(state, nowNanos);
    int first = log.firstAfter(nowNanos - window.nanos());
    long used = log.unitsFrom(first);
    long free = Math.max(0, limit - used);
    if (cost > 0 && cost <= free) {
      SlidingWindowLogState next = log.plus(first, roundedUp(nowNanos), cost);
      return new Step<>(next, new Decision.Permitted(quota, free - cost, reset(next, nowNanos)));
    }
    State kept = log.size() == 0 ? state : log;
    long reset = used == 0 ? 0 : reset(log, nowNanos);
    if (cost == 0) {
      return new Step<>(kept, new Decision.Permitted(quota, free, reset));
    }
    long wait = cost > limit ? Decision.NEVER : wait(log, first, used, cost, nowNanos);
    return new Step<>(kept, new Decision.Rejected(quota, free, reset, wait));
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    long units = Arguments.overrun(reserved, actual);
    SlidingWindowLogState log = current(state, nowNanos);
    int first = log.firstAfter(nowNanos - window.nanos());
    if (units < 0) {
      return giveBack(state, log, first, -units, roundedUp(chargedAtNanos));
    }
    long free = limit - log.unitsFrom(first);
    return units == 0 || free <= 0
        ? state
        : log.plus(first, roundedUp(nowNanos), Math.min(units, free));
  }

  @Override
  public @Nullable State refund(@Nullable State state, long units, long nowNanos) {
    SlidingWindowLogState less = current(state, nowNanos);
    int first = less.firstAfter(nowNanos - window.nanos());
    long left = units;
    while (left > 0 && less.size() > first) {
      int last = less.size() - 1;
      long some = Math.min(left, less.units(last));
      less = less.minus(first, last, some);
      first = 0;
      left -= some;
    }
    return left == units ? state : less.size() == 0 ? null : less;
  }

  /**
   * Tests against all units that count now, and stores the units at the end of the lease, because
   * no unit is used later.
   *
   * <p>Drops only units that have left the window now, because other units of the window still
   * count until the end. The end is early enough that its rounded time lies at most one window
   * ahead.
   */
  @Override
  public Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    SlidingWindowLogState log = current(state, nowNanos);
    int first = log.firstAfter(nowNanos - window.nanos());
    long asked = Arguments.lease(units, limit - log.unitsFrom(first), nowNanos, endNanos);
    long end = nowNanos + Math.min(asked, window.nanos() - grainNanos);
    return new Lease(log.plus(first, roundedUp(end), units), end);
  }

  @Override
  public @Nullable State giveBack(
      @Nullable State state, Unused unused, long lifeNanos, long nowNanos) {
    return settle(state, unused.units(), 0, unused.endNanos(), nowNanos);
  }

  private static @Nullable State giveBack(
      @Nullable State state, SlidingWindowLogState log, int first, long units, long timeNanos) {
    int run = log.firstAfter(timeNanos - 1);
    if (run < first || run == log.size() || log.time(run) != timeNanos) {
      return state;
    }
    SlidingWindowLogState less = log.minus(first, run, units);
    return less.size() == 0 ? null : less;
  }

  /** Returns the log at this time: unchanged, empty, or moved back to the present. */
  private SlidingWindowLogState current(@Nullable State state, long nowNanos) {
    if (!(state instanceof SlidingWindowLogState log) || log.size() == 0) {
      return SlidingWindowLogState.EMPTY;
    }
    return window.tooFarAhead(log.time(log.size() - 1), nowNanos)
        ? log.pulledBackTo(roundedUp(nowNanos))
        : log;
  }

  /** Returns the time until enough of the oldest units have left the window for the cost. */
  private long wait(SlidingWindowLogState log, int first, long used, long cost, long nowNanos) {
    long lacking = used - (limit - cost);
    int run = first;
    while (lacking > log.units(run)) {
      lacking -= log.units(run);
      run++;
    }
    return -window.endedFor(log.time(run), nowNanos);
  }

  private long reset(SlidingWindowLogState log, long nowNanos) {
    return -window.endedFor(log.time(log.size() - 1), nowNanos);
  }

  private long roundedUp(long timeNanos) {
    return grainNanos == 1 ? timeNanos : timeNanos + Math.floorMod(-timeNanos, grainNanos);
  }
}
