package io.limitrate.internal.engine;

import io.limitrate.Key;
import io.limitrate.Policy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the seed of each tier of a policy. A tier that existed before a reload keeps its seed.
 * Tiers share a seed only if their quotas have the same shape: otherwise the second tier that asks
 * gets a seed of its own. Not thread-safe.
 */
final class TierSeeds {
  /** The name of the quotas of calls without a tier. No tier of a configuration has this name. */
  static final String UNTIERED = "";

  private static final int POLICY = 0;
  private static final int SHAPE = 1;
  private static final int FURTHER = 2;

  private final Key ofPolicy;
  private final Map<String, Key> before;
  private final Map<Key, String> shapes = new HashMap<>();

  /**
   * Creates seeds.
   *
   * @param before the seeds of the tiers before the reload, by name
   */
  TierSeeds(Policy policy, Key secret, Map<String, Key> before) {
    this.ofPolicy = secret.with(POLICY, policy.name());
    this.before = before;
  }

  Key seed(String tier, String shape) {
    Key usual = ofPolicy.with(SHAPE, shape);
    Key known = before.get(tier);
    if (known != null && takes(known, shape)) {
      return known;
    }
    Key seed = usual;
    for (long further = 1; !takes(seed, shape); further++) {
      seed = usual.with(FURTHER, further);
    }
    return seed;
  }

  /** Takes a seed for a shape, unless it is taken for another shape. */
  private boolean takes(Key seed, String shape) {
    @Nullable String other = shapes.putIfAbsent(seed, shape);
    return other == null || other.equals(shape);
  }
}
