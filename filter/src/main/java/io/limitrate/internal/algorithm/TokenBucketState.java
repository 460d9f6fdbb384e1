package io.limitrate.internal.algorithm;

/**
 * When a token bucket is full again: the theoretical arrival time of the generic cell rate
 * algorithm.
 *
 * @param tatNanos whole nanoseconds
 * @param fraction the rest, not negative, counted in the parts of a nanosecond that make the
 *     limit's interval exact
 */
public record TokenBucketState(long tatNanos, long fraction) implements State {

  /** Rejects a negative fraction with an {@link IllegalArgumentException}. */
  public TokenBucketState {
    Arguments.notNegative("fraction", fraction);
  }
}
