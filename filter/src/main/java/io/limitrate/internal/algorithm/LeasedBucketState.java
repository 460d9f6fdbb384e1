package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * A token bucket with leases. It also counts the returned units.
 *
 * <p>A lease was charged at some level of the bucket. Returns of other leases have lowered that
 * level since, and the current level alone does not show this.
 *
 * @param tatNanos see {@link TokenBucketState}
 * @param fraction see {@link TokenBucketState}
 * @param returnedNanos the sum of all reductions of the arrival time, rounded up, modulo 2^64
 */
public record LeasedBucketState(long tatNanos, long fraction, long returnedNanos)
    implements QuotaState {

  /** Rejects a negative fraction with an {@link IllegalArgumentException}. */
  public LeasedBucketState {
    Arguments.notNegative("fraction", fraction);
  }

  @Override
  public QuotaStateCodec codec() {
    return QuotaStateCodec.LEASED_BUCKET;
  }

  @Override
  public long[] numbers() {
    return new long[] {tatNanos, fraction, returnedNanos};
  }

  TokenBucketState bucket() {
    return new TokenBucketState(tatNanos, fraction);
  }

  /**
   * Returns this state with the arrival time of another state; the same instance if it is equal.
   */
  LeasedBucketState movedTo(@Nullable State bucket) {
    if (!(bucket instanceof TokenBucketState next) || next.equals(bucket())) {
      return this;
    }
    long lowered = tatNanos - next.tatNanos() + (fraction > next.fraction() ? 1 : 0);
    return new LeasedBucketState(
        next.tatNanos(), next.fraction(), returnedNanos + Math.max(0, lowered));
  }
}
