package io.limitrate;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of a policy, for calls without a tier and for each tier. Immutable and thread-safe.
 *
 * @param untiered the quotas of calls without a tier
 * @param tiers the quotas of each tier; empty if tiers do not differ
 * @param first the tier of calls whose own tier is not listed; {@code null} for calls without a
 *     tier
 * @param schedule the quotas at times of the week and at events; {@code null} if they never change
 */
record PolicyTiers(
    Quotas untiered,
    Map<String, Quotas> tiers,
    @Nullable String first,
    TierResolver resolver,
    Quotas.@Nullable Schedule schedule) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._$#:,()\\[\\]-]{1,200}");

  PolicyTiers {
    tiers = Map.copyOf(tiers);
  }

  /**
   * Returns the name of a policy.
   *
   * @throws IllegalArgumentException when the name has other characters, or is too long
   */
  static String checkedName(String policy) {
    if (!NAME.matcher(policy).matches()) {
      throw new IllegalArgumentException("policy name \"" + policy + "\": must match " + NAME);
    }
    return policy;
  }

  /** Collects the quotas of a policy. Not thread-safe. */
  static final class Draft {
    /** The quotas of calls without a tier; {@code null} for those of the first tier. */
    @Nullable Quotas untiered;

    final Map<String, Quotas> tiers = new LinkedHashMap<>();
    TierResolver resolver = call -> null;
    Quotas.@Nullable Schedule schedule;

    /**
     * Returns the quotas of a policy.
     *
     * @throws IllegalArgumentException when there are neither quotas nor tiers
     */
    PolicyTiers build(String policy) {
      if (untiered != null) {
        return new PolicyTiers(untiered, tiers, null, resolver, schedule);
      }
      Iterator<Map.Entry<String, Quotas>> entries = tiers.entrySet().iterator();
      if (!entries.hasNext()) {
        throw new IllegalArgumentException("policy " + policy + ": needs quotas or tiers");
      }
      Map.Entry<String, Quotas> first = entries.next();
      return new PolicyTiers(first.getValue(), tiers, first.getKey(), resolver, schedule);
    }
  }

  /**
   * Returns these quotas if they have the shape of those of the schedule, if ended calls can settle
   * their units, and if a reserve has an effect. A leaky bucket has computed the turns of later
   * calls when a call ends.
   */
  PolicyTiers checked(String policy, PolicyOptions options) {
    ReserveRules.check(policy, options.reserve(), all());
    if (schedule != null) {
      ScheduleRules.checkShapes(policy, this, schedule);
    }
    if (options.count() == null) {
      return this;
    }
    if (all().allMatch(Quotas.InFlight.class::isInstance)) {
      throw new IllegalArgumentException(
          "policy "
              + policy
              + ": count has no effect on calls in flight, which always return their slots: add"
              + " quotas, or remove count");
    }
    all()
        .filter(Quota.LeakyBucket.class::isInstance)
        .findFirst()
        .ifPresent(
            quota -> {
              throw new IllegalArgumentException(
                  "policy "
                      + policy
                      + ": "
                      + quota
                      + " cannot settle a call after its end, as count and a cost by duration or"
                      + " size do: use another algorithm");
            });
    return this;
  }

  private Stream<Quota> all() {
    return Stream.concat(Stream.of(untiered), tiers.values().stream())
        .flatMap(quotas -> quotas.list().stream());
  }

  /**
   * Returns the tier of a call of a policy with tiers; {@code null} if the quotas of calls without
   * a tier apply.
   */
  @Nullable String tier(Call call) {
    String tier = resolver.tier(call);
    return tier != null && tiers.containsKey(tier) ? tier : first;
  }
}
