package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * Finds the tier of a call, such as {@code free} or {@code premium}. Applications with tiers
 * implement this type.
 *
 * <p>Thread-safe. If the result is {@code null} or a tier that the policy does not list, the policy
 * uses its first tier.
 */
@FunctionalInterface
public interface TierResolver {

  /** Returns the name of the tier, or {@code null} if the call has none. */
  @Nullable String tier(Call call);
}
