package io.limitrate.internal.review;

import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quota.TokenBucket;
import io.limitrate.Quotas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds quotas of a policy that are probably a mistake. Stateless. */
public final class PolicyReview {
  private PolicyReview() {}

  /**
   * A quota that is probably a mistake.
   *
   * @param quota the quota in written form
   * @param message the rule and the correction
   */
  public record Doubt(String quota, String message) {}

  /** Returns the doubts about a policy's quotas without duplicates. */
  public static List<Doubt> of(Policy policy) {
    Set<Doubt> doubts = new LinkedHashSet<>();
    for (Quotas quotas : quotas(policy)) {
      for (Quota quota : quotas.list()) {
        burst(quota).ifPresent(doubts::add);
      }
      Redundancy.find(quotas.list()).ifPresent(doubts::add);
    }
    return List.copyOf(doubts);
  }

  private static List<Quotas> quotas(Policy policy) {
    List<Quotas> all = new ArrayList<>(policy.tiers().values());
    if (all.isEmpty()) {
      all.add(policy.quotas());
    }
    if (policy.schedule().isPresent()) {
      all.addAll(policy.schedule().get().quotas());
    }
    return all;
  }

  private static Optional<Doubt> burst(Quota quota) {
    if (!(quota instanceof TokenBucket bucket) || bucket.burst() > 1 || quota.limit() == 1) {
      return Optional.empty();
    }
    Duration pace = quota.window().dividedBy(quota.limit());
    return Optional.of(
        new Doubt(
            quota.toString(),
            "burst 1 rejects the second of two calls that come together, whatever the limit: leave"
                + " the burst out for "
                + quota.limit()
                + " at once, or write "
                + Quota.tokenBucket(1, pace)
                + " if this even pace is meant"));
  }
}
