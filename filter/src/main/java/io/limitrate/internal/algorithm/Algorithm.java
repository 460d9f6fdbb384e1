package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota;
import io.limitrate.Quota.CalendarWindow;
import io.limitrate.Quotas.InFlight;
import org.jspecify.annotations.Nullable;

/**
 * Counts units against one quota. An algorithm holds the precomputed constants of the quota; it
 * holds no state and reads no clock.
 *
 * <p>Immutable and thread-safe. A state of {@code null} means a new key. A state of another
 * algorithm counts as {@code null}, so an entry from an earlier configuration does no harm.
 *
 * <p>Times are nanoseconds of any clock, including {@link System#nanoTime()}. They are compared by
 * their difference, so they may be negative and may overflow. If the clock steps back a little,
 * units that were charged at a later time stay charged at that time. A state is moved back to the
 * present if it lies further ahead than twice the time to fill a bucket, or than one window. So a
 * clock that was once an hour ahead locks nobody out for an hour. In this case {@link Step#next()}
 * is a new state even after a rejection, and the caller has to keep it.
 */
public sealed interface Algorithm
    permits LeasableAlgorithm, LeakyBucketAlgorithm, InFlightAlgorithm {

  /** Returns the algorithm that counts the quota. */
  static Algorithm of(Quota quota) {
    return switch (quota.kind()) {
      case TOKEN_BUCKET -> new TokenBucketAlgorithm(quota);
      case LEAKY_BUCKET -> new LeakyBucketAlgorithm(quota);
      case FIXED_WINDOW ->
          quota instanceof CalendarWindow calendar
              ? new CalendarWindowAlgorithm(calendar)
              : new FixedWindowAlgorithm(quota);
      case SLIDING_WINDOW_LOG ->
          quota instanceof InFlight slots
              ? new InFlightAlgorithm(slots)
              : new SlidingWindowLogAlgorithm(quota);
      case SLIDING_WINDOW_COUNTER -> new SlidingWindowCounterAlgorithm(quota);
    };
  }

  /**
   * Returns this algorithm for calls at times that are this far behind the wall clock. Only windows
   * of the calendar depend on the wall clock.
   */
  default Algorithm at(long driftNanos) {
    return this;
  }

  /**
   * Returns the most units that one call can take: the burst, the limit or the length of the queue.
   */
  long capacity();

  /**
   * Returns the time in nanoseconds after which an untouched state, including a debt, equals no
   * state. An entry has to be kept this long.
   */
  long retentionNanos();

  /** Returns the time in nanoseconds that restores the whole capacity. */
  long spanNanos();

  /** Returns the packed form of the states, or {@code null} if they do not fit into a number. */
  default @Nullable PackedForm packedForm() {
    return null;
  }

  /** Returns the units that the state holds now, so that no call can take them, in thousandths. */
  long used(State state, long nowNanos);

  /** Charges units in thousandths. Windows count whole units, so they round up. */
  default @Nullable State charge(@Nullable State state, long thousandths, long nowNanos) {
    long units = thousandths / 1_000 + (thousandths % 1_000 > 0 ? 1 : 0);
    return settle(state, 0, units, nowNanos, nowNanos);
  }

  /** Returns the capacity in thousandths of a unit, at most {@link Long#MAX_VALUE}. */
  default long capacityThousandths() {
    return Arithmetic.thousandths(capacity());
  }

  /**
   * Returns the {@link #used} units that matter to a limit which restores its capacity within the
   * span: all of them, or of a longer span the part that falls into the shorter span.
   */
  default long usedWithin(long spanNanos, State state, long nowNanos) {
    long used = used(state, nowNanos);
    long own = spanNanos();
    return own <= spanNanos ? used : Arithmetic.mulDiv(used, spanNanos, 0, own);
  }

  /**
   * Takes {@code cost} units if they are available; a rejection charges nothing. The answer is the
   * decision of the quota.
   *
   * @param state the state after the previous step, or null
   * @param cost units to take; a cost of 0 is always permitted and charges nothing
   * @param nowNanos the time of the call
   * @throws IllegalArgumentException if the cost is negative
   */
  Step<Decision> acquire(@Nullable State state, long cost, long nowNanos);

  /**
   * Takes units as {@link #acquire} does, if a part of the capacity stays available afterwards. The
   * decision names the remaining units without this part, so that a call is told only units that it
   * can take.
   *
   * @param sparedPercent the part that stays, from 1 to 99 percent of the capacity; see {@link
   *     #spared}
   */
  default Step<Decision> acquireSparing(
      @Nullable State state, long cost, int sparedPercent, long nowNanos) {
    long spared = spared(sparedPercent);
    long needed = cost > 0 ? Arithmetic.saturatedSum(cost, spared) : cost;
    Step<Decision> step = acquire(state, needed, nowNanos);
    Step<Decision> taken = step.answer().permitted() ? acquire(state, cost, nowNanos) : step;
    return new Step<>(taken.next(), Sparing.told(taken.answer(), spared));
  }

  /** Returns the units of a part of the capacity, rounded up. At least one unit is left over. */
  default long spared(int percent) {
    return Math.min(Arithmetic.mulDivUp(capacity(), percent, 100), capacity() - 1);
  }

  /**
   * Replaces a permitted cost by the actual cost.
   *
   * <p>A surplus is refunded as far as it is still counted, and never raises the remaining units
   * above the capacity. A deficit is charged now, even if that leaves a debt: a bucket can owe at
   * most one further capacity, a window can count beyond its limit, and a log drops the units above
   * its limit.
   *
   * @param state the state after the previous step, or null
   * @param reserved units that were charged when the call was permitted
   * @param actual units that the call used
   * @param chargedAtNanos the time of that charge
   * @param nowNanos the time of this correction
   * @return the state to keep: the same instance if nothing changed, null if the quota is full
   * @throws IllegalArgumentException if a number of units is negative
   */
  @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos);

  /**
   * Gives back units that the state holds now, the latest first, and at most all of them. The
   * caller does not know when the units were charged.
   *
   * @param units at least 1
   * @return the state to keep: the same instance if nothing changed, null if the quota is full
   */
  default @Nullable State refund(@Nullable State state, long units, long nowNanos) {
    return settle(state, units, 0, nowNanos, nowNanos);
  }

  /**
   * Gives back the last units of a leaky bucket, whose turn has not come, so that the next call
   * takes these units. Changes nothing if later units are taken, or if the quota is no leaky
   * bucket.
   *
   * @param endNanos the turn of the next call that would follow these units
   * @return the state to keep: the same instance if nothing changed, null if the quota is full
   */
  default @Nullable State withdraw(
      @Nullable State state, long units, long endNanos, long nowNanos) {
    return state;
  }

  /** Returns what stays of a state when an administrator resets a key: the slots of calls. */
  default @Nullable State reset(State state) {
    return null;
  }

  /** Returns whether the state equals no state from now on, so that its entry can be dropped. */
  default boolean idle(State state, long nowNanos) {
    return acquire(state, 0, nowNanos).answer().resetNanos() == 0;
  }
}
