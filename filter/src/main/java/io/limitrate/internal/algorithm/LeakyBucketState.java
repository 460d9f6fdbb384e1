package io.limitrate.internal.algorithm;

/**
 * The first free slot of a leaky bucket.
 *
 * @param nextFreeNanos whole nanoseconds
 * @param fraction the fraction of a nanosecond, not negative, in units of 1/denominator of the
 *     {@link Interval}
 */
public record LeakyBucketState(long nextFreeNanos, long fraction) implements QuotaState {

  /** Rejects a negative fraction with an {@link IllegalArgumentException}. */
  public LeakyBucketState {
    Arguments.notNegative("fraction", fraction);
  }

  @Override
  public QuotaStateCodec codec() {
    return QuotaStateCodec.LEAKY_BUCKET;
  }

  @Override
  public long[] numbers() {
    return new long[] {nextFreeNanos, fraction};
  }
}
