package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * A token bucket that units were leased from: it also keeps account of what was given back.
 *
 * <p>A lease was charged at some height of the bucket. What others have given back since has
 * lowered everything above it, which the bucket's present height does not tell.
 *
 * @param tatNanos as of {@link TokenBucketState}
 * @param fraction as of {@link TokenBucketState}
 * @param returnedNanos by how much the point has ever been lowered, rounded up, modulo 2^64
 */
public record LeasedBucketState(long tatNanos, long fraction, long returnedNanos) implements State {

  /** Rejects a negative fraction with an {@link IllegalArgumentException}. */
  public LeasedBucketState {
    Arguments.notNegative("fraction", fraction);
  }

  TokenBucketState bucket() {
    return new TokenBucketState(tatNanos, fraction);
  }

  /** Returns this with the bucket where another state has it: the same instance if it is there. */
  LeasedBucketState movedTo(@Nullable State bucket) {
    if (!(bucket instanceof TokenBucketState next) || next.equals(bucket())) {
      return this;
    }
    long lowered = tatNanos - next.tatNanos() + (fraction > next.fraction() ? 1 : 0);
    return new LeasedBucketState(
        next.tatNanos(), next.fraction(), returnedNanos + Math.max(0, lowered));
  }
}
