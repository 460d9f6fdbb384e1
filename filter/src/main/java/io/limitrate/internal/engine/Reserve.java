package io.limitrate.internal.engine;

import io.limitrate.Call;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls leave a part of each quota to calls of higher classes. The count stays one count for
 * all classes. Immutable and thread-safe.
 *
 * @param inner chooses the quotas; {@code null} for the tiers of the policy
 * @param percentages the part of the quotas that only calls of a class and above may take, by the
 *     class
 */
record Reserve(@Nullable TierChoice inner, Map<String, Integer> percentages) implements TierChoice {

  /** Returns the choice with the reserves; the same choice without reserves. */
  static @Nullable TierChoice over(@Nullable TierChoice inner, Map<String, Integer> percentages) {
    return percentages.isEmpty() ? inner : new Reserve(inner, percentages);
  }

  @Override
  public CountedTier tier(Call call, CountedPolicy policy) {
    CountedTier tier = inner == null ? policy.listed(call) : inner.tier(call, policy);
    int percent = percent(call);
    return percent == 0 ? tier : tier.sparing(percent);
  }

  /** Returns the sum of the reserves of all classes above the class of the call. */
  private int percent(Call call) {
    int percent = 0;
    if (call instanceof LedgerCall known) {
      for (String higher : known.precedence().higher()) {
        percent += percentages.getOrDefault(higher, 0);
      }
    }
    return percent;
  }
}
