package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * The quotas that a policy applies to some of its calls, and the seed of the keys of these calls.
 *
 * <p>The seed contains the shape of the quotas, so only quotas of the same shape read a state.
 * Tiers of one shape share the counter of a client. Thread-safe.
 */
final class Tier {
  private static final int POLICY = 0;
  private static final int SHAPE = 1;

  private final String policy;
  private final Quotas quotas;
  private @Nullable Seed seed;

  Tier(String policy, Quotas quotas) {
    this.policy = policy;
    this.quotas = quotas;
  }

  Quotas quotas() {
    return quotas;
  }

  /** Returns the key of the entry that counts this call. */
  Key key(KeySpec spec, Call call, Key secret) {
    return spec.resolve(call, seed(secret));
  }

  /**
   * Returns the seed, cached for the last secret because a policy normally belongs to one limiter.
   * A race only computes the same seed twice.
   */
  private Key seed(Key secret) {
    Seed known = seed;
    if (known == null || !known.secret.equals(secret)) {
      known = new Seed(secret, secret.with(POLICY, policy).with(SHAPE, quotas.shape()));
      seed = known;
    }
    return known.key;
  }

  private record Seed(Key secret, Key key) {}
}
