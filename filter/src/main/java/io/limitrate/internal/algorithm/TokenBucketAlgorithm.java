package io.limitrate.internal.algorithm;

import org.jspecify.annotations.Nullable;

/** The generic cell rate algorithm: what is ahead of now is spent, what is behind is saved. */
final class TokenBucketAlgorithm extends PacedAlgorithm implements LeasableAlgorithm {

  TokenBucketAlgorithm(long limit, long windowNanos, long burst) {
    super(
        Arguments.limit(limit),
        Arguments.window(windowNanos),
        Arguments.capacity("burst", burst, limit, windowNanos),
        0);
  }

  @Override
  public long spanNanos() {
    return toleranceNanos();
  }

  @Override
  public Step acquire(@Nullable State state, long cost, long nowNanos) {
    TokenBucketState bucket = state instanceof TokenBucketState own ? own : null;
    if (bucket == null && state instanceof LeasedBucketState leased) {
      return acquireBesideLeases(leased, cost, nowNanos);
    }
    long atNanos = bucket == null ? nowNanos : bucket.tatNanos();
    long fraction = bucket == null ? 0 : bucket.fraction();
    return step(state, atNanos, fraction, cost, nowNanos);
  }

  private Step acquireBesideLeases(LeasedBucketState leased, long cost, long nowNanos) {
    Step step = acquire(leased.bucket(), cost, nowNanos);
    State next = leased.movedTo(step.next());
    return new Step(next, step.admitted(), step.remaining(), step.resetNanos(), step.waitNanos());
  }

  @Override
  public @Nullable State settle(
      @Nullable State state, long reserved, long actual, long chargedAtNanos, long nowNanos) {
    if (state instanceof LeasedBucketState leased) {
      State next = settle(leased.bucket(), reserved, actual, chargedAtNanos, nowNanos);
      return leased.movedTo(next == null ? state(nowNanos, 0) : next);
    }
    return state instanceof TokenBucketState bucket
        ? move(bucket, bucket.tatNanos(), bucket.fraction(), reserved, actual, nowNanos)
        : move(state, nowNanos, 0, reserved, actual, nowNanos);
  }

  /** Tests max(tat, now) + T·k against now + tau, and stores max(tat, end) + T·k. */
  @Override
  public Lease lease(@Nullable State state, long units, long nowNanos, long endNanos) {
    long remaining = acquire(state, 0, nowNanos).remaining();
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
   * Lowers the bucket by T·u, but by no more than what the height at which the units were charged,
   * less all that was given back since, lies above the end of every lease that there may be.
   *
   * <p>The promise rests on this: at every time s that a lease reaches, tat is at least s + T·K,
   * with K counting the units of all leases that reach s. A return keeps it. Where the lease itself
   * reaches s, K falls with tat. Else let f be the first lease that reached s. A lease charged
   * after f has raised tat by T·k without raising K, so it returns what is its own. One charged
   * before f returns what f found above s: never less than the height at which the earlier one was
   * charged, less s and less what was given back from there to f. So all that is given back after f
   * stays within what f found, as long as each return counts all those since its own charge.
   *
   * <p>The height has to be two lives above now, though every lease ends within one: a bucket that
   * a return has lowered is then never idle, and its entry and account are never dropped, while a
   * lease from before may give back.
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
