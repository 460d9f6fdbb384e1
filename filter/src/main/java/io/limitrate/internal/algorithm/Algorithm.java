package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * Counts units against one limit: a limit made ready, which holds no state and reads no clock.
 *
 * <p>Immutable and thread-safe. A state is {@code null} for a key never seen, and a state of
 * another algorithm counts as {@code null}, so an entry written under an earlier configuration is
 * harmless.
 *
 * <p>Times are nanoseconds of any clock, {@link System#nanoTime()} included: they are compared by
 * difference, so they may be negative and may wrap. When the clock steps back a little, what was
 * charged in its future stays charged there. A state that lies further ahead than twice the time to
 * fill a bucket, or than one window, is pulled back to the present instead, so that a clock which
 * was once an hour ahead locks nobody out for that hour. {@link Step#next()} is then a new state
 * even after a rejection, and has to be kept.
 */
public sealed interface Algorithm permits LeasableAlgorithm, LeakyBucketAlgorithm {

  /**
   * Returns the generic cell rate algorithm: {@code limit} units per window flow in evenly, {@code
   * burst} can be saved. Exact for every limit: 7 per second admits 7·n in n seconds.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @param burst most units that pass at once, at least 1; filling it may take 2^60 ns at most
   * @throws IllegalArgumentException if a value is out of range
   * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, annex A</a>
   */
  static Algorithm tokenBucket(long limit, long windowNanos, long burst) {
    return new TokenBucketAlgorithm(limit, windowNanos, burst);
  }

  /**
   * Returns the leaky bucket as a queue: slots are spaced by window/limit, a unit takes the next
   * free one and waits for it.
   *
   * <p>A call of k units takes k slots in a row and leaves at the first; the next call leaves after
   * the last. It is admitted when its last slot is at most {@code queue} slots away, so never more
   * than {@code queue} units wait besides the one that goes at once, and at most {@code limit}
   * slots fall into any window. A refund frees as many slots as it gives back at the end of the
   * queue.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @param queue most units that wait, at least 1; draining them may take 2^60 ns at most
   * @throws IllegalArgumentException if a value is out of range
   */
  static Algorithm leakyBucket(long limit, long windowNanos, long queue) {
    return new LeakyBucketAlgorithm(limit, windowNanos, queue);
  }

  /**
   * Returns the fixed window: {@code limit} units in each window, windows aligned to time 0 of the
   * clock. Up to twice the limit can pass around a boundary.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @throws IllegalArgumentException if a value is out of range
   */
  static Algorithm fixedWindow(long limit, long windowNanos) {
    return new FixedWindowAlgorithm(limit, windowNanos);
  }

  /**
   * Returns the sliding window log: never more than {@code limit} units in any window.
   *
   * <p>Exact up to 256 units. Above, times are rounded up to a 256th of the window, which errs on
   * the strict side (a unit counts at most that much too long) and bounds the state to some hundred
   * numbers whatever the limit.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @throws IllegalArgumentException if a value is out of range
   */
  static Algorithm slidingWindowLog(long limit, long windowNanos) {
    return new SlidingWindowLogAlgorithm(limit, windowNanos);
  }

  /**
   * Returns the sliding window counter: the units of the current window, plus those of the one
   * before weighted by how much of it a sliding window would still cover, stay within {@code
   * limit}.
   *
   * @param limit units per window, at least 1
   * @param windowNanos window in nanoseconds, from 1 to ten years
   * @throws IllegalArgumentException if a value is out of range
   */
  static Algorithm slidingWindowCounter(long limit, long windowNanos) {
    return new SlidingWindowCounterAlgorithm(limit, windowNanos);
  }

  /** Returns the most units one call can take: the burst, the limit or the length of the queue. */
  long capacity();

  /**
   * Returns the time in nanoseconds after which a state that nobody touched equals no state, debt
   * included: what keeps an entry this long keeps it long enough.
   */
  long retentionNanos();

  /**
   * Takes {@code cost} units if they are there; a rejection charges nothing.
   *
   * @param state what the last step left, or null
   * @param cost units to take; 0 only looks and is always admitted
   * @param nowNanos the time of the call
   * @throws IllegalArgumentException if the cost is negative
   */
  Step acquire(@Nullable State state, long cost, long nowNanos);

  /**
   * Corrects an admitted cost once the actual one is known.
   *
   * <p>What was reserved too much is given back as far as it is still counted, and never lifts the
   * quota over its capacity. What was reserved too little is charged now, even where that leaves
   * debt: a bucket owes at most one further capacity, a window counts on over its limit, and the
   * log forgets what exceeds it.
   *
   * @param state what the last step left, or null
   * @param reserved units charged by the step that admitted the call
   * @param actual units that the call turned out to cost
   * @param chargedAtNanos the time given to that step
   * @param nowNanos the time of this correction
   * @return the state to keep: the same instance if nothing changed, null if the quota is whole
   * @throws IllegalArgumentException if a number of units is negative
   */
  @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos);

  /** Returns whether the state equals no state from now on, so that its entry can be dropped. */
  default boolean idle(State state, long nowNanos) {
    return acquire(state, 0, nowNanos).resetNanos() == 0;
  }
}
