package io.limitrate.internal.engine;

import static java.util.Comparator.comparingDouble;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.algorithm.CompositeState;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.engine.ManualCounts.FullKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Collects the keys of a policy that have used the largest part of their quota. Not thread-safe.
 */
final class FullestKeys implements Store.Counts {
  private static final Comparator<FullKey> BY_USE = comparingDouble(FullestKeys::use);

  private final CountedPolicy policy;
  private final int most;
  private final long nowNanos;
  private final PriorityQueue<FullKey> kept = new PriorityQueue<>(BY_USE);

  /** Creates an empty collection of at most this number of keys. */
  FullestKeys(CountedPolicy policy, int most, long nowNanos) {
    this.policy = policy;
    this.most = most;
    this.nowNanos = nowNanos;
  }

  /** Keeps the quota of which the key has used the largest part. */
  @Override
  public void state(Key key, CountedQuotas counted, State state) {
    Decision fullest = null;
    for (int i = 0; i < counted.algorithms.length; i++) {
      State part = CompositeState.part(state, i);
      Decision one = counted.algorithms[i].acquire(part, 0, nowNanos).answer();
      fullest =
          fullest == null || Store.Counts.use(one) > Store.Counts.use(fullest) ? one : fullest;
    }
    if (fullest != null) {
      decision(key, counted, fullest);
    }
  }

  @Override
  public void decision(Key key, CountedQuotas counted, Decision present) {
    double use = Store.Counts.use(present);
    FullKey least = kept.size() < most ? null : kept.peek();
    if (use > (least == null ? 0 : use(least)) && isCounted(counted)) {
      if (least != null) {
        kept.remove();
      }
      kept.add(new FullKey(tier(counted), key, present));
    }
  }

  /** Returns whether these quotas are not those of a tier that a reload has removed. */
  private boolean isCounted(CountedQuotas counted) {
    return policy.tiers().isEmpty()
        || policy.policy().quotasFrom().isPresent()
        || policy.untiered().quotas().equals(counted)
        || tier(counted) != null;
  }

  /** Returns the name of the tier with these quotas; {@code null} for quotas of no tier. */
  private @Nullable String tier(CountedQuotas counted) {
    if (policy.untiered().quotas().equals(counted)) {
      return null;
    }
    for (Map.Entry<String, CountedTier> tier : policy.tiers().entrySet()) {
      if (tier.getValue().quotas().equals(counted)) {
        return tier.getKey();
      }
    }
    return null;
  }

  /** Returns the keys, the fullest first. */
  List<FullKey> list() {
    return kept.stream().sorted(BY_USE.reversed()).toList();
  }

  private static double use(FullKey key) {
    return Store.Counts.use(key.present());
  }
}
