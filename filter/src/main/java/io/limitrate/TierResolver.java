package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * Finds the tier that a call belongs to, such as {@code free} or {@code premium}.
 *
 * <p>Thread-safe. {@code null}, or a tier that a policy does not list, stands for the policy's
 * first tier.
 */
@FunctionalInterface
public interface TierResolver {

  /** The tier's name, or {@code null} where the call has none. */
  @Nullable String tier(Call call);
}
