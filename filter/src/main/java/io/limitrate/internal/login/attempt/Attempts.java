package io.limitrate.internal.login.attempt;

import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The limits on attempts, in the form that a store applies. Applications do not need this type:
 * login settings create it. Immutable and thread-safe; two instances are equal if their limits are
 * equal.
 */
public final class Attempts {
  private static final Limit UNBOUNDED =
      new Limit(1_000, Duration.ofNanos(AttemptAlgorithm.PENDING_NANOS));

  private final AttemptLimits limits;
  private final AttemptAlgorithm algorithm;
  private final CountedQuotas quotas;
  private final boolean once;

  private Attempts(AttemptLimits limits, boolean once) {
    this.limits = limits;
    this.once = once;
    this.algorithm = new AttemptAlgorithm(limits);
    this.quotas =
        new CountedQuotas(Quotas.of(quota(limits.login())), true, limits.retentionNanos());
  }

  /**
   * Creates limits on attempts.
   *
   * @param consecutive the number of consecutive failures that are remembered for months, 0 for
   *     none
   * @param tag the mark of the states, which tells later what a state counts
   */
  public static Attempts of(LoginLimits limits, int consecutive, int tag) {
    return of(new AttemptLimits(limits, consecutive, tag));
  }

  static Attempts of(AttemptLimits limits) {
    return new Attempts(limits, false);
  }

  /**
   * Creates a limit of one attempt for each key, such as a token that may be used once.
   *
   * @param life how long the store remembers an attempted key
   * @param tag the mark of the states, which tells later what a state counts
   */
  public static Attempts once(Duration life, int tag) {
    LoginLimits one =
        new LoginLimits(new Limit(1, life), Limit.NONE, Limit.NONE, Block.NONE, Spraying.NONE);
    return new Attempts(new AttemptLimits(one, 0, tag), true);
  }

  /**
   * Returns the limits of one of {@code nodes} nodes: a fraction of each limit, and at least one.
   */
  public Attempts share(int nodes) {
    return new Attempts(limits.share(nodes), once);
  }

  /**
   * Returns the quota that decisions report: the first limit that is set, or otherwise a
   * placeholder.
   */
  private static Quota quota(LoginLimits limits) {
    Limit reported =
        Stream.of(limits.attempts(), limits.failures(), limits.challenge())
            .filter(limit -> !limit.none())
            .findFirst()
            .orElse(UNBOUNDED);
    return new Quota.SlidingWindowLog(reported.limit(), reported.window());
  }

  AttemptLimits limits() {
    return limits;
  }

  /**
   * Returns whether each key may be attempted once only. A full store then rejects a new key and
   * keeps the existing keys.
   */
  public boolean once() {
    return once;
  }

  AttemptAlgorithm algorithm() {
    return algorithm;
  }

  CountedQuotas quotas() {
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
