package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota;
import org.jspecify.annotations.Nullable;

/**
 * The leaky bucket as a queue. It has the pace of the token bucket, but calls wait for units
 * instead of saving them.
 *
 * <p>Slots have the distance window/limit. A call of k units takes the next k free slots and
 * proceeds at the first one; the next call proceeds after the last one. The call is permitted if
 * its last slot is at most {@code queue} slots away. So at most {@code queue} units wait besides
 * the unit that proceeds at once, and at most {@code limit} slots lie in any window. A refund of n
 * units frees n slots at the end of the queue.
 */
final class LeakyBucketAlgorithm extends PacedAlgorithm implements Algorithm {

  LeakyBucketAlgorithm(Quota quota) {
    super(quota, 1);
  }

  @Override
  public @Nullable PackedForm packedForm() {
    return PackedBucket.of(this, LeakyBucketState.class);
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
  public Step<Decision> acquire(@Nullable State state, long cost, long nowNanos) {
    LeakyBucketState bucket = state instanceof LeakyBucketState own ? own : null;
    long atNanos = bucket == null ? nowNanos : bucket.nextFreeNanos();
    long fraction = bucket == null ? 0 : bucket.fraction();
    return step(state, atNanos, fraction, cost, nowNanos);
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    long units = settled(reserved, actual, chargedAtNanos, nowNanos);
    return state instanceof LeakyBucketState bucket
        ? move(bucket, bucket.nextFreeNanos(), bucket.fraction(), units, nowNanos)
        : move(state, nowNanos, 0, units, nowNanos);
  }

  @Override
  public @Nullable State withdraw(@Nullable State state, long units, long endNanos, long nowNanos) {
    return state instanceof LeakyBucketState bucket && endsAt(bucket, endNanos)
        ? move(bucket, bucket.nextFreeNanos(), bucket.fraction(), -units, nowNanos)
        : state;
  }

  /**
   * Returns whether the departures end at this time. Half of T is the tolerance: callers round
   * times, and the clocks of nodes differ a little. Two different ends are at least T apart.
   */
  private boolean endsAt(LeakyBucketState bucket, long endNanos) {
    long distance = Math.abs(bucket.nextFreeNanos() - endNanos);
    return distance <= 1 || distance < costNanos(1) / 2;
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
