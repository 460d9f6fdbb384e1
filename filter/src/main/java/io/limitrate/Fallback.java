package io.limitrate;

import io.limitrate.Charge.CountedBy;
import io.limitrate.Transition.Acquire;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Decides by a policy's {@link FailureRule} while its state cannot be reached. */
final class Fallback implements AutoCloseable {
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable LocalShare localShare;
  private final Listeners listeners;

  Fallback(@Nullable LocalShare localShare, Listeners listeners) {
    this.localShare = localShare;
    this.listeners = listeners;
  }

  /** The answer to a call whose key is known. */
  Charge decide(Policy policy, Key key, Acquire acquire) {
    Decision decision = countAlong(policy, key, acquire);
    return decision == null
        ? ruled(policy, key, acquire.nowNanos())
        : Charge.counted(policy, key, acquire, decision, CountedBy.LOCAL_SHARE);
  }

  /**
   * Counts by this node's share, which so stays warm while the store decides; {@code null} where
   * the policy has none, or it cannot count.
   */
  @Nullable Decision countAlong(Policy policy, Key key, Transition transition) {
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

  /** The answer where nobody counts. */
  static Charge ruled(Policy policy, Key key, long nowNanos) {
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
