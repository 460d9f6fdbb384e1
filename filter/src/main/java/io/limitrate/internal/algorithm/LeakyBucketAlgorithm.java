package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/**
 * The leaky bucket as a queue. It has the pace of the token bucket, but calls wait for units
 * instead of saving them.
 */
final class LeakyBucketAlgorithm extends PacedAlgorithm implements Algorithm {

  LeakyBucketAlgorithm(long limit, long windowNanos, long queue) {
    super(
        Arguments.limit(limit),
        Arguments.window(windowNanos),
        Arguments.capacity("queue", queue, limit, windowNanos),
        1);
  }

  @Override
  public long used(State state, long nowNanos) {
    return state instanceof LeakyBucketState bucket
        ? usedUntil(bucket.nextFreeNanos(), bucket.fraction(), nowNanos)
        : 0;
  }

  @Override
  public @Nullable State charge(@Nullable State state, long thousandths, long nowNanos) {
    return state instanceof LeakyBucketState bucket
        ? chargeUntil(bucket.nextFreeNanos(), bucket.fraction(), thousandths, nowNanos)
        : chargeUntil(nowNanos, 0, thousandths, nowNanos);
  }

  @Override
  public Step acquire(@Nullable State state, long cost, long nowNanos) {
    LeakyBucketState bucket = state instanceof LeakyBucketState own ? own : null;
    long atNanos = bucket == null ? nowNanos : bucket.nextFreeNanos();
    long fraction = bucket == null ? 0 : bucket.fraction();
    return step(state, atNanos, fraction, cost, nowNanos);
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    return state instanceof LeakyBucketState bucket
        ? move(bucket, bucket.nextFreeNanos(), bucket.fraction(), reserved, actual, nowNanos)
        : move(state, nowNanos, 0, reserved, actual, nowNanos);
  }

  @Override
  State state(long nanos, long fraction) {
    return new LeakyBucketState(nanos, fraction);
  }

  @Override
  long queuedNanos(long leadNanos) {
    return leadNanos;
  }
}
