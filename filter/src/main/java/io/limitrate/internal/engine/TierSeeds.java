package io.limitrate.internal.engine;

import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quota.CalendarWindow;
import io.limitrate.Quotas.InFlight;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the seed of each tier of a policy. A tier that existed before a reload keeps its seed.
 * Tiers share a seed only if their quotas have the same shape: otherwise the second tier that asks
 * gets a seed of its own. Not thread-safe; {@link #shared} is, once the tiers have their seeds.
 */
final class TierSeeds {
  /** The name of the quotas of calls without a tier. No tier of a configuration has this name. */
  static final String UNTIERED = "";

  private static final int POLICY = 0;
  private static final int SHAPE = 1;
  private static final int FURTHER = 2;

  private final Key ofPolicy;
  private final Map<String, Key> before;
  private final Map<Key, String> shapes = new LinkedHashMap<>();

  /**
   * Creates seeds.
   *
   * @param before the seeds of the tiers before the reload, by name
   */
  TierSeeds(Policy policy, Key secret, Map<String, Key> before) {
    this.ofPolicy = secret.with(POLICY, policy.name());
    this.before = before;
  }

  /**
   * Returns the shape of the states of quotas: for each quota, in order, the algorithm and the time
   * during which its state matters. Limits may differ within a shape. Quotas of another shape would
   * misread the state as empty or as far in the future, so each shape has its own entries. Windows
   * of the calendar share entries if their starts differ by hours only.
   */
  static String shape(CountedQuotas quotas) {
    return IntStream.range(0, quotas.algorithms.length)
        .mapToObj(
            i ->
                quotas.list().get(i) instanceof InFlight
                    ? "IN_FLIGHT"
                    : algorithm(quotas.list().get(i)) + ":" + quotas.algorithms[i].retentionNanos())
        .collect(Collectors.joining(","));
  }

  private static String algorithm(Quota quota) {
    return quota instanceof CalendarWindow window
        ? "CALENDAR_" + window.unit() + "_FROM_" + window.anchor().toLocalDate()
        : quota.kind().name();
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

  /**
   * Returns the seed for the own quotas of customers: that of the first tier of the same shape, so
   * that a customer continues with the counter of the tier, or else a seed that no tier has.
   */
  Key shared(String shape) {
    for (Map.Entry<Key, String> tier : shapes.entrySet()) {
      if (tier.getValue().equals(shape)) {
        return tier.getKey();
      }
    }
    Key usual = ofPolicy.with(SHAPE, shape);
    Key seed = usual;
    for (long further = 1; shapes.containsKey(seed); further++) {
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
