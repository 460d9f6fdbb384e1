package io.limitrate.internal.algorithm;

/**
 * The first slot of a leaky bucket that nobody has taken.
 *
 * @param nextFreeNanos whole nanoseconds
 * @param fraction the rest, not negative, counted in the parts of a nanosecond that make the
 *     limit's interval exact
 */
public record LeakyBucketState(long nextFreeNanos, long fraction) implements State {

  /** Rejects a negative fraction with an {@link IllegalArgumentException}. */
  public LeakyBucketState {
    Arguments.notNegative("fraction", fraction);
  }
}
