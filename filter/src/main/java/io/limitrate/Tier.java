package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * The quotas that a policy counts some of its calls by, and the seed of the keys of these calls.
 *
 * <p>The shape of the quotas is a part of the seed, so a state is only ever read by quotas of the
 * shape that wrote it. Tiers of one shape share the counter of a client. Thread-safe.
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

  /** The key of the entry that counts this call. */
  Key key(KeySpec spec, Call call, Key secret) {
    return spec.resolve(call, seed(secret));
  }

  /** Remembered for the last secret: a policy serves one limiter as a rule. The race is benign. */
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
