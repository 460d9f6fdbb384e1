package io.limitrate.internal.algorithm;

/**
 * The time at which a token bucket is full again: the theoretical arrival time of the generic cell
 * rate algorithm.
 *
 * @param tatNanos whole nanoseconds
 * @param fraction the fraction of a nanosecond, not negative, in units of 1/denominator of the
 *     {@link Interval}
 */
public record TokenBucketState(long tatNanos, long fraction) implements QuotaState {

  /** Rejects a negative fraction with an {@link IllegalArgumentException}. */
  public TokenBucketState {
    Arguments.notNegative("fraction", fraction);
  }

  @Override
  public QuotaStateCodec codec() {
    return QuotaStateCodec.TOKEN_BUCKET;
  }

  @Override
  public long[] numbers() {
    return new long[] {tatNanos, fraction};
  }
}
