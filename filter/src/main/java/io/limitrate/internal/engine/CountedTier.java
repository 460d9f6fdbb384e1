package io.limitrate.internal.engine;

import io.limitrate.Key;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of one tier of a policy, and the seed of the keys that they count.
 *
 * <p>The seed contains the shape of the quotas, so only quotas of the same shape read a state.
 * Tiers of one shape share the counter of a client.
 *
 * @param name {@code null} for the quotas of calls without a tier
 */
record CountedTier(CountedPolicy policy, @Nullable String name, CountedQuotas quotas, Key seed) {
  private static final int POLICY = 0;
  private static final int SHAPE = 1;

  static CountedTier of(
      CountedPolicy policy, @Nullable String name, CountedQuotas quotas, Key secret) {
    Key ofPolicy = secret.with(POLICY, policy.policy().name());
    return new CountedTier(policy, name, quotas, ofPolicy.with(SHAPE, quotas.shape()));
  }
}
