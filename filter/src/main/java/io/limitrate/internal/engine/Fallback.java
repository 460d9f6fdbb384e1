package io.limitrate.internal.engine;

import io.limitrate.Decision;
import io.limitrate.FailureRule;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quota;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides by the {@link FailureRule} of a policy while the state cannot be reached. */
final class Fallback implements AutoCloseable {
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable LocalShare localShare;
  private final Listeners listeners;

  Fallback(@Nullable LocalShare localShare, Listeners listeners) {
    this.localShare = localShare;
    this.listeners = listeners;
  }

  /** Returns the charge of a call whose key is known. */
  LedgerCharge decide(CountedTier tier, @Nullable String rule, Key key, long cost, long nowNanos) {
    Decision decision = countLocally(tier.policy().policy(), key, tier.taking(cost, nowNanos));
    return decision == null
        ? byFailureRule(tier, rule, key, nowNanos)
        : LedgerCharge.counted(tier, rule, key, cost, nowNanos, decision, CountedBy.LOCAL_SHARE);
  }

  /** Returns whether this node's share counts the calls of the policy. */
  boolean countsLocally(Policy policy) {
    return localShare != null && policy.failure() == FailureRule.LOCAL;
  }

  /**
   * Applies the transition to this node's share. The share also counts while the store decides, so
   * it is up to date when the store fails. Returns {@code null} if the policy has no local share,
   * or the share cannot count.
   */
  @Nullable Decision countLocally(Policy policy, Key key, Transition<Decision> transition) {
    if (localShare == null || !countsLocally(policy)) {
      return null;
    }
    try {
      return localShare.apply(key, transition);
    } catch (RuntimeException e) {
      listeners.failed(policy, e);
      return null;
    }
  }

  /** Forgets a key in this node's share, if the share counts the policy. */
  void resetLocally(Policy policy, Key key, CountedQuotas quotas, long nowNanos) {
    if (localShare != null && countsLocally(policy)) {
      localShare.reset(key, quotas, nowNanos);
    }
  }

  /**
   * Returns the charge of a call that neither the store nor the local share counts.
   *
   * @param key {@code null} if it is unknown
   */
  static LedgerCharge byFailureRule(
      CountedTier tier, @Nullable String rule, @Nullable Key key, long nowNanos) {
    Policy policy = tier.policy().policy();
    Quota quota = tier.quotas().list().get(0);
    Decision decision =
        policy.failure() == FailureRule.OPEN
            ? new Decision.Permitted(quota, quota.capacity(), 0)
            : new Decision.Rejected(quota, 0, WAIT_NANOS, WAIT_NANOS);
    Key known = key == null ? tier.seed() : key;
    return LedgerCharge.uncounted(tier, rule, known, nowNanos, decision);
  }

  @Override
  public void close() {
    if (localShare != null) {
      localShare.close();
    }
  }
}
