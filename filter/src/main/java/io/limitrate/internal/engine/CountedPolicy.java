package io.limitrate.internal.engine;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.limitrate.Call;
import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quotas;
import java.util.Comparator;
import java.util.Map;

/** A policy with the algorithms and key seeds by which one limiter counts. Thread-safe. */
final class CountedPolicy {
  /**
   * The order in which the limiter asks policies: first those that do not read the body, so that a
   * client that they reject occupies no thread by sending its body slowly; within each group the
   * strictest first.
   */
  static final Comparator<CountedPolicy> ORDER =
      Comparator.comparing((CountedPolicy counted) -> counted.policy.mayReadBody())
          .thenComparing(
              Comparator.comparingLong((CountedPolicy counted) -> counted.periodNanos).reversed());

  private final StoreLimiter limiter;
  private final Policy policy;
  private final CountedTier untiered;
  private final Map<String, CountedTier> tiers;
  private final long periodNanos;

  CountedPolicy(StoreLimiter limiter, Policy policy, Key secret) {
    this.limiter = limiter;
    this.policy = policy;
    this.untiered = CountedTier.of(this, null, counted(policy.quotas()), secret);
    this.tiers =
        policy.tiers().entrySet().stream()
            .collect(
                toUnmodifiableMap(
                    Map.Entry::getKey,
                    tier -> CountedTier.of(this, tier.getKey(), counted(tier.getValue()), secret)));
    this.periodNanos = periodNanos(policy.quotas());
  }

  private CountedQuotas counted(Quotas quotas) {
    return new CountedQuotas(quotas, policy.exact(), 0);
  }

  /** Returns the longest average time between two units; the longer, the stricter. */
  private static long periodNanos(Quotas quotas) {
    return quotas.list().stream()
        .mapToLong(quota -> quota.window().toNanos() / quota.limit())
        .max()
        .orElse(0);
  }

  StoreLimiter limiter() {
    return limiter;
  }

  Policy policy() {
    return policy;
  }

  /** Returns the quotas of calls whose tier is unknown. */
  CountedTier untiered() {
    return untiered;
  }

  CountedTier tier(Call call) {
    String name = policy.tier(call);
    return name == null ? untiered : tiers.getOrDefault(name, untiered);
  }
}
