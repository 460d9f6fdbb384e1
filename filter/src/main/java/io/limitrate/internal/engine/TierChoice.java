package io.limitrate.internal.engine;

import io.limitrate.Call;

/** Chooses the quotas of a call by more than the tiers of its policy. Thread-safe. */
interface TierChoice {

  /** Returns the quotas of a call of the policy. */
  CountedTier tier(Call call, CountedPolicy policy);
}
