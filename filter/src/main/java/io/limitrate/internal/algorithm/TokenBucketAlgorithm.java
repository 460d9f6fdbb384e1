package io.limitrate.internal.algorithm;

import io.limitrate.Decision;
import io.limitrate.Quota;
import org.jspecify.annotations.Nullable;

/**
 * The generic cell rate algorithm. The state is the theoretical arrival time (tat): a tat ahead of
 * now is used capacity, a tat behind now is saved capacity. Exact for every limit: 7 per second
 * admits 7·n units in n seconds.
 *
 * @see <a href="https://www.itu.int/rec/T-REC-I.371">ITU-T I.371, annex A</a>
 */
final class TokenBucketAlgorithm extends PacedAlgorithm implements LeasableAlgorithm {

  TokenBucketAlgorithm(Quota quota) {
    super(quota, 0);
  }

  @Override
  public @Nullable PackedForm packedForm() {
    return PackedBucket.of(this, TokenBucketState.class);
  }

  @Override
  public long used(State state, long nowNanos) {
    if (state instanceof LeasedBucketState leased) {
      return used(leased.bucket(), nowNanos);
    }
    return state instanceof TokenBucketState bucket
        ? usedUntil(bucket.tatNanos(), bucket.fraction(), nowNanos)
        : 0;
  }

  @Override
  public @Nullable State charge(@Nullable State state, long thousandths, long nowNanos) {
    return state instanceof TokenBucketState bucket
        ? chargeUntil(bucket.tatNanos(), bucket.fraction(), thousandths, nowNanos)
        : chargeUntil(nowNanos, 0, thousandths, nowNanos);
  }

  @Override
  public Step<Decision> acquire(@Nullable State state, long cost, long nowNanos) {
    long atNanos = nowNanos;
    long fraction = 0;
    if (state instanceof TokenBucketState bucket) {
      atNanos = bucket.tatNanos();
      fraction = bucket.fraction();
    } else if (state instanceof LeasedBucketState leased) {
      return acquireBesideLeases(leased, cost, nowNanos);
    }
    return step(state, atNanos, fraction, cost, nowNanos);
  }

  private Step<Decision> acquireBesideLeases(LeasedBucketState leased, long cost, long nowNanos) {
    Step<Decision> step = acquire(leased.bucket(), cost, nowNanos);
    return new Step<>(leased.movedTo(step.next()), step.answer());
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    if (state instanceof LeasedBucketState leased) {
      State next = settle(leased.bucket(), reserved, actual, chargedAtNanos, nowNanos);
      return leased.movedTo(next == null ? state(nowNanos, 0) : next);
    }
    long units = settled(reserved, actual, chargedAtNanos, nowNanos);
    return state instanceof TokenBucketState bucket
        ? move(bucket, bucket.tatNanos(), bucket.fraction(), units, nowNanos)
        : move(state, nowNanos, 0, units, nowNanos);
  }

  /** Tests max(tat, now) + T·k against now + tau, and stores max(tat, end) + T·k. */
  @Override
  public Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    long remaining = acquire(state, 0, nowNanos).answer().remaining();
    long asked = Arguments.lease(units, remaining, nowNanos, endNanos);
    long lifeNanos = Math.min(asked, spanNanos());
    LeasedBucketState from = leased(state, nowNanos);
    State next = charge(from.tatNanos(), from.fraction(), units, lifeNanos, nowNanos);
    return new Lease(from.movedTo(next), nowNanos + lifeNanos);
  }

  private static LeasedBucketState leased(@Nullable State state, long nowNanos) {
    if (state instanceof LeasedBucketState leased) {
      return leased;
    }
    return state instanceof TokenBucketState bucket
        ? new LeasedBucketState(bucket.tatNanos(), bucket.fraction(), 0)
        : new LeasedBucketState(nowNanos, 0, 0);
  }

  /**
   * Moves tat back by T·u, but at most by this amount: the level at which the units were charged,
   * minus all returns since then, minus the latest possible end of any lease.
   *
   * <p>The guarantee depends on this invariant: at every time s that a lease reaches, tat is at
   * least s + T·K, where K is the number of units of all leases that reach s. A return keeps the
   * invariant. If the returned lease itself reaches s, K decreases together with tat. Otherwise let
   * f be the first lease that reached s. A lease that was charged after f has raised tat by T·k
   * without raising K, so it returns only what it added. A lease that was charged before f returns
   * a part of what f found above s: f found at least the level at which the earlier lease was
   * charged, minus s, minus the returns between the two charges. So the sum of all returns after f
   * stays within what f found, provided that each return subtracts all returns since its own
   * charge.
   *
   * <p>The level has to be two lease lives above now, although every lease ends within one life. So
   * a bucket that a return has lowered is not idle, and its entry with the sum of returns is not
   * dropped, as long as an earlier lease may return units.
   */
  @Override
  public @Nullable State giveBack(
      @Nullable State state, Unused unused, long lifeNanos, long nowNanos) {
    long twoLives = 2 * Math.min(Arguments.notNegative("life", lifeNanos), spanNanos());
    if (nowNanos - unused.chargedAtNanos() < twoLives
        && state instanceof LeasedBucketState bucket
        && unused.leased() instanceof LeasedBucketState charged) {
      long most = returnable(charged, bucket.returnedNanos(), twoLives, nowNanos);
      return bucket.movedTo(lower(bucket.tatNanos(), bucket.fraction(), unused.units(), most));
    }
    return state;
  }

  private long returnable(
      LeasedBucketState charged, long returnedNanos, long twoLives, long nowNanos) {
    long height = charged.tatNanos() - nowNanos;
    long returned = returnedNanos - charged.returnedNanos();
    boolean sane = height > twoLives && height <= retentionNanos() && returned >= 0;
    return sane ? Math.max(0, height - twoLives - returned) : 0;
  }

  @Override
  TokenBucketState state(long nanos, long fraction) {
    return new TokenBucketState(nanos, fraction);
  }

  @Override
  long queuedNanos(long leadNanos) {
    return 0;
  }
}
