package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota.CalendarWindow;
import io.limitrate.internal.calendar.CalendarSpan;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts the units of the current window of the calendar, by wall-clock time: the time of a call
 * plus the drift of the wall clock.
 *
 * <p>The window in the state decides, until its end, as long as this algorithm could have opened
 * the window on another node: its start and its end differ from those computed here by at most
 * {@value #MOST_HOURS_APART} hours. So nodes whose clocks or time zone data differ do not reset
 * each other's counts.
 */
final class CalendarWindowAlgorithm implements LeasableAlgorithm {
  private static final int MOST_HOURS_APART = 36;
  private static final long MOST_APART_NANOS = TimeUnit.HOURS.toNanos(MOST_HOURS_APART);

  /** An untouched entry outlasts its window, because the wall clock may be set back an hour. */
  private static final long MARGIN_NANOS = TimeUnit.HOURS.toNanos(1);

  private final CalendarWindow quota;
  private final long driftNanos;

  /** The window that was computed last, which is the window of nearly all times. */
  private volatile CalendarSpan latest;

  CalendarWindowAlgorithm(CalendarWindow quota) {
    this(quota, 0, CalendarSpan.at(quota, 0));
  }

  private CalendarWindowAlgorithm(CalendarWindow quota, long driftNanos, CalendarSpan latest) {
    this.quota = quota;
    this.driftNanos = driftNanos;
    this.latest = latest;
  }

  @Override
  public CalendarWindowAlgorithm at(long drift) {
    return new CalendarWindowAlgorithm(quota, drift, latest);
  }

  @Override
  public long capacity() {
    return quota.limit();
  }

  /** Returns more than the longest window: a month is half a day longer than the average. */
  @Override
  public long retentionNanos() {
    return spanNanos() + MOST_APART_NANOS;
  }

  /** Returns the average length of the windows. */
  @Override
  public long spanNanos() {
    return quota.window().toNanos();
  }

  @Override
  public long used(State state, long nowNanos) {
    return Arithmetic.thousandths(current(state, nowNanos + driftNanos).count());
  }

  @Override
  public Step<Decision> acquire(@Nullable State state, long cost, long nowNanos) {
    Arguments.notNegative("cost", cost);
    long wallNanos = nowNanos + driftNanos;
    CalendarWindowState current = current(state, wallNanos);
    long count = current.count();
    State kept = count == 0 ? state : current;
    return new Step<>(
        cost > 0 && cost <= quota.limit() - count ? plus(current, cost) : kept,
        decision(current, cost, wallNanos));
  }

  /** No wait is longer than the window, although another node may have opened the next one. */
  private Decision decision(CalendarWindowState current, long cost, long wallNanos) {
    long free = Math.max(0, quota.limit() - current.count());
    long end = current.span().endNanos() - wallNanos;
    if (cost > 0 && cost <= free) {
      return new Decision.Permitted(quota, free - cost, end);
    }
    long reset = current.count() == 0 ? 0 : end;
    long wait = cost > quota.limit() ? Decision.NEVER : Math.min(end, current.span().nanos());
    return cost == 0
        ? new Decision.Permitted(quota, free, reset)
        : new Decision.Rejected(quota, free, reset, wait);
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    long units = Arguments.overrun(reserved, actual);
    CalendarWindowState current = current(state, nowNanos + driftNanos);
    if (units > 0) {
      return plus(current, units);
    }
    if (units == 0 || !current.span().holds(chargedAtNanos + driftNanos)) {
      return state;
    }
    long count = current.count() + units;
    return count <= 0 ? null : new CalendarWindowState(current.span(), count);
  }

  @Override
  public @Nullable State refund(@Nullable State state, long units, long nowNanos) {
    long startNanos = current(state, nowNanos + driftNanos).span().startNanos();
    return settle(state, units, 0, startNanos - driftNanos, nowNanos);
  }

  /** Ends the lease at the end of the window. */
  @Override
  public Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    long wallNanos = nowNanos + driftNanos;
    CalendarWindowState current = current(state, wallNanos);
    long free = quota.limit() - current.count();
    long asked = Arguments.lease(units, free, nowNanos, endNanos);
    long last = current.span().endNanos() - wallNanos - 1;
    return new Lease(plus(current, units), nowNanos + Math.min(asked, last));
  }

  @Override
  public @Nullable State giveBack(
      @Nullable State state, Unused unused, long lifeNanos, long nowNanos) {
    return unused.leased() instanceof CalendarWindowState charged
        ? settle(state, unused.units(), 0, charged.span().startNanos() - driftNanos, nowNanos)
        : state;
  }

  @Override
  public boolean idle(State state, long nowNanos) {
    return !(state instanceof CalendarWindowState stored)
        || nowNanos + driftNanos - stored.span().endNanos() >= MARGIN_NANOS;
  }

  /**
   * Returns the state at this time: unchanged; with its count in the window of this time, if the
   * stored window starts within that window or far ahead; or empty. A window that another node has
   * opened and that has just ended is followed by the next one, not by a rest of our own.
   */
  private CalendarWindowState current(@Nullable State state, long wallNanos) {
    CalendarSpan own = span(wallNanos);
    if (!(state instanceof CalendarWindowState stored) || stored.count() == 0) {
      return new CalendarWindowState(own, 0);
    }
    if (open(stored.span(), own, wallNanos)) {
      return stored;
    }
    if (endsWith(stored.span(), own)) {
      long end = CalendarSpan.at(quota, own.endNanos()).endNanos();
      return new CalendarWindowState(new CalendarSpan(stored.span().endNanos(), end), 0);
    }
    boolean carries = stored.span().startNanos() - own.startNanos() >= 0;
    return new CalendarWindowState(own, carries ? stored.count() : 0);
  }

  private boolean open(CalendarSpan stored, CalendarSpan own, long wallNanos) {
    if (wallNanos - stored.endNanos() >= 0) {
      return false;
    }
    boolean ahead = stored.startNanos() - wallNanos > 0;
    CalendarSpan expected = ahead ? CalendarSpan.at(quota, stored.startNanos()) : own;
    return stored.startNanos() - wallNanos <= MOST_APART_NANOS
        && apart(stored.startNanos(), expected.startNanos()) <= MOST_APART_NANOS
        && apart(stored.endNanos(), expected.endNanos()) <= MOST_APART_NANOS;
  }

  /** Returns whether the stored window, which is over, ended shortly before the end of our own. */
  private static boolean endsWith(CalendarSpan stored, CalendarSpan own) {
    long early = own.endNanos() - stored.endNanos();
    return early > 0 && early <= MOST_APART_NANOS && early < stored.endNanos() - own.startNanos();
  }

  private static long apart(long oneNanos, long otherNanos) {
    return Math.abs(oneNanos - otherNanos);
  }

  private CalendarSpan span(long wallNanos) {
    CalendarSpan known = latest;
    if (!known.holds(wallNanos)) {
      known = CalendarSpan.at(quota, wallNanos);
      latest = known;
    }
    return known;
  }

  private static CalendarWindowState plus(CalendarWindowState state, long units) {
    return new CalendarWindowState(state.span(), Arithmetic.saturatedSum(state.count(), units));
  }
}
