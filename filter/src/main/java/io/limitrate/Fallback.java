package io.limitrate;

import io.limitrate.Charge.CountedBy;
import io.limitrate.Transition.Acquire;
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
  Charge decide(Policy policy, Key key, Acquire acquire) {
    Decision decision = countLocally(policy, key, acquire);
    return decision == null
        ? byFailureRule(policy, key, acquire.nowNanos())
        : Charge.counted(policy, key, acquire, decision, CountedBy.LOCAL_SHARE);
  }

  /**
   * Applies the transition to this node's share. The share also counts while the store decides, so
   * it is up to date when the store fails. Returns {@code null} if the policy has no local share,
   * or the share cannot count.
   */
  @Nullable Decision countLocally(Policy policy, Key key, Transition transition) {
    if (localShare == null || policy.failure() != FailureRule.LOCAL) {
      return null;
    }
    try {
      return localShare.apply(key, transition);
    } catch (RuntimeException e) {
      listeners.failed(policy, e);
      return null;
    }
  }

  /** Returns the charge of a call that neither the store nor the local share counts. */
  static Charge byFailureRule(Policy policy, Key key, long nowNanos) {
    Quota quota = policy.quotas().list().get(0);
    Decision decision =
        policy.failure() == FailureRule.OPEN
            ? new Decision.Permitted(quota, quota.capacity(), 0)
            : new Decision.Rejected(quota, 0, WAIT_NANOS, WAIT_NANOS);
    return Charge.uncounted(policy, key, nowNanos, decision);
  }

  @Override
  public void close() {
    if (localShare != null) {
      localShare.close();
    }
  }
}
