package io.limitrate.algorithm;

import org.jspecify.annotations.Nullable;

/** The generic cell rate algorithm: what is ahead of now is spent, what is behind is saved. */
final class TokenBucketAlgorithm extends PacedAlgorithm implements Algorithm {

  TokenBucketAlgorithm(long limit, long windowNanos, long burst) {
    super(
        Arguments.limit(limit),
        Arguments.window(windowNanos),
        Arguments.capacity("burst", burst, limit, windowNanos),
        0);
  }

  @Override
  public Step acquire(@Nullable State state, long cost, long nowNanos) {
    TokenBucketState bucket = state instanceof TokenBucketState own ? own : null;
    long atNanos = bucket == null ? nowNanos : bucket.tatNanos();
    long fraction = bucket == null ? 0 : bucket.fraction();
    return step(state, atNanos, fraction, cost, nowNanos);
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    return state instanceof TokenBucketState bucket
        ? move(bucket, bucket.tatNanos(), bucket.fraction(), reserved, actual, nowNanos)
        : move(state, nowNanos, 0, reserved, actual, nowNanos);
  }

  @Override
  State state(long nanos, long fraction) {
    return new TokenBucketState(nanos, fraction);
  }

  @Override
  long queuedNanos(long leadNanos) {
    return 0;
  }
}
