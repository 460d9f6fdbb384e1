package io.limitrate;

import io.limitrate.internal.algorithm.AttemptAlgorithm;
import io.limitrate.internal.algorithm.AttemptLimit;
import io.limitrate.internal.algorithm.AttemptLimits;
import io.limitrate.internal.algorithm.AttemptLimits.Block;
import io.limitrate.internal.algorithm.AttemptLimits.Spraying;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Limits on attempts as a store applies them. Immutable and thread-safe; equal when the limits are.
 */
public final class Attempts {
  private static final AttemptLimit UNBOUNDED =
      new AttemptLimit(1_000, AttemptAlgorithm.PENDING_NANOS);

  private final AttemptLimits limits;
  private final AttemptAlgorithm algorithm;
  private final Quotas quotas;
  private final boolean once;

  private Attempts(AttemptLimits limits, boolean once) {
    this.limits = limits;
    this.once = once;
    this.algorithm = new AttemptAlgorithm(limits);
    this.quotas = Quotas.of(quota(limits)).within(true, limits.retentionNanos());
  }

  /** By these limits. */
  public static Attempts of(AttemptLimits limits) {
    return new Attempts(limits, false);
  }

  /**
   * Each key may be attempted once, such as the use of a token.
   *
   * @param life how long a key that was attempted is remembered
   * @param tag what the states are marked with: {@link AttemptLimits#tag}
   */
  public static Attempts once(Duration life, int tag) {
    AttemptLimit one = new AttemptLimit(1, life.toNanos());
    AttemptLimits limits =
        new AttemptLimits(one, AttemptLimit.NONE, AttemptLimit.NONE, Block.NONE, Spraying.NONE);
    return new Attempts(limits.tagged(tag), true);
  }

  /** What one of so many nodes has of these limits: its part of each, and at least one. */
  public Attempts share(int nodes) {
    return new Attempts(limits.share(nodes), once);
  }

  /** What a decision is said to be by: the first bound that there is, and otherwise anything. */
  private static Quota quota(AttemptLimits limits) {
    AttemptLimit told =
        Stream.of(limits.attempts(), limits.failures(), limits.challenge())
            .filter(allowance -> !allowance.none())
            .findFirst()
            .orElse(UNBOUNDED);
    return new Quota.SlidingWindowLog(told.limit(), Duration.ofNanos(told.windowNanos()));
  }

  /** The limits. */
  public AttemptLimits limits() {
    return limits;
  }

  /**
   * Whether a key may be attempted once only: a store without room for another key then rejects the
   * new key, and keeps those that it has.
   */
  public boolean once() {
    return once;
  }

  AttemptAlgorithm algorithm() {
    return algorithm;
  }

  Quotas quotas() {
    return quotas;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attempts that && once == that.once && limits.equals(that.limits);
  }

  @Override
  public int hashCode() {
    return limits.hashCode();
  }

  @Override
  public String toString() {
    return limits.toString();
  }
}
