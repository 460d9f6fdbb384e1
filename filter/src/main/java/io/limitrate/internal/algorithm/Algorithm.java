package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * Counts units against one limit. An algorithm holds the precomputed constants of the limit; it
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
public sealed interface Algorithm permits LeasableAlgorithm, LeakyBucketAlgorithm {

  /**
   * Returns a token bucket by the generic cell rate algorithm: {@code limit} units per window
   * become available evenly, and up to {@code burst} units are kept. Exact for every limit: 7 per
   * second admits 7·n units in n seconds.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @param burst the most units that can pass at once, at least 1; filling the bucket may take at
   *     most 2^60 ns
   * @throws IllegalArgumentException if a value is out of range
   * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, annex A</a>
   */
  static Algorithm tokenBucket(long limit, long windowNanos, long burst) {
    return new TokenBucketAlgorithm(limit, windowNanos, burst);
  }

  /**
   * Returns a leaky bucket as a queue: slots have the distance window/limit, and a unit takes the
   * next free slot and waits for it.
   *
   * <p>A call of k units takes k consecutive slots and proceeds at the first one; the next call
   * proceeds after the last one. The call is admitted if its last slot is at most {@code queue}
   * slots away. So at most {@code queue} units wait besides the unit that proceeds at once, and at
   * most {@code limit} slots lie in any window. A refund of n units frees n slots at the end of the
   * queue.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @param queue the most units that wait, at least 1; draining them may take at most 2^60 ns
   * @throws IllegalArgumentException if a value is out of range
   */
  static Algorithm leakyBucket(long limit, long windowNanos, long queue) {
    return new LeakyBucketAlgorithm(limit, windowNanos, queue);
  }

  /**
   * Returns a fixed window: {@code limit} units in each window. Windows are aligned to time 0 of
   * the clock. Up to twice the limit can pass around a boundary.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @throws IllegalArgumentException if a value is out of range
   */
  static Algorithm fixedWindow(long limit, long windowNanos) {
    return new FixedWindowAlgorithm(limit, windowNanos);
  }

  /**
   * Returns a sliding window log: never more than {@code limit} units in any window.
   *
   * <p>Exact up to a limit of 256 units. Above, times are rounded up to a 256th of the window. A
   * unit then counts up to that much too long, which errs on the strict side. The state has at most
   * a few hundred numbers, whatever the limit is.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @throws IllegalArgumentException if a value is out of range
   */
  static Algorithm slidingWindowLog(long limit, long windowNanos) {
    return new SlidingWindowLogAlgorithm(limit, windowNanos);
  }

  /**
   * Returns a sliding window counter. It adds the units of the current window and the weighted
   * units of the previous window; the weight is the part of the previous window that a sliding
   * window still covers. The sum stays within {@code limit}.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @throws IllegalArgumentException if a value is out of range
   */
  static Algorithm slidingWindowCounter(long limit, long windowNanos) {
    return new SlidingWindowCounterAlgorithm(limit, windowNanos);
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
   * Takes {@code cost} units if they are available; a rejection charges nothing.
   *
   * @param state the state after the previous step, or null
   * @param cost units to take; a cost of 0 is always admitted and charges nothing
   * @param nowNanos the time of the call
   * @throws IllegalArgumentException if the cost is negative
   */
  Step acquire(@Nullable State state, long cost, long nowNanos);

  /**
   * Replaces an admitted cost by the actual cost.
   *
   * <p>A surplus is refunded as far as it is still counted, and never raises the remaining units
   * above the capacity. A deficit is charged now, even if that leaves a debt: a bucket can owe at
   * most one further capacity, a window can count beyond its limit, and a log drops the units above
   * its limit.
   *
   * @param state the state after the previous step, or null
   * @param reserved units that were charged when the call was admitted
   * @param actual units that the call used
   * @param chargedAtNanos the time of that charge
   * @param nowNanos the time of this correction
   * @return the state to keep: the same instance if nothing changed, null if the quota is full
   * @throws IllegalArgumentException if a number of units is negative
   */
  @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos);

  /** Returns whether the state equals no state from now on, so that its entry can be dropped. */
  default boolean idle(State state, long nowNanos) {
    return acquire(state, 0, nowNanos).resetNanos() == 0;
  }
}
