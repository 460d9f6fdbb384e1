package io.limitrate.internal.engine;

import io.limitrate.Key;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of one tier of a policy, and the seed of the keys that they count.
 *
 * <p>The seed contains the shape of the quotas, so only quotas of the same shape read a state.
 * Tiers of one shape share the counter of a client. After a reload a tier keeps its seed, so that
 * it continues with its counters.
 *
 * @param name {@code null} for the quotas of calls without a tier
 */
record CountedTier(CountedPolicy policy, @Nullable String name, CountedQuotas quotas, Key seed) {

  /** Returns this tier with its quotas for calls at a time of the clock. */
  CountedTier at(Clock clock, long nowNanos) {
    CountedQuotas then = quotas.at(clock, nowNanos);
    return then.driftNanos() == quotas.driftNanos()
        ? this
        : new CountedTier(policy, name, then, seed);
  }
}
