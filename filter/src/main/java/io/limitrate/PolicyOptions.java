package io.limitrate;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a policy that most policies do not have. Immutable and thread-safe.
 *
 * @param shadow whether the policy enforces its rejections for no key
 * @param share the keys for which a policy that is not in shadow enforces its rejections
 * @param exact whether each call asks the shared state
 * @param allow the callers that the policy does not count; {@code null} for nobody
 * @param count what decides whether a call counts; {@code null} if each call counts
 * @param ban when the policy bans a key; {@code null} for never
 * @param quotasFrom what gives customers their own quotas; {@code null} for nothing
 * @param reserve the percentage of each quota that calls of lower classes leave, by the class
 */
record PolicyOptions(
    boolean shadow,
    EnforcedShare share,
    boolean exact,
    @Nullable CallerList allow,
    CallOutcome.@Nullable Counting count,
    Quotas.@Nullable Ban ban,
    QuotaProvider.@Nullable Settings quotasFrom,
    Map<String, Integer> reserve) {
  static final PolicyOptions NONE =
      new PolicyOptions(false, EnforcedShare.ALL, false, null, null, null, null, Map.of());

  PolicyOptions shadow(boolean always) {
    return new PolicyOptions(always, share, exact, allow, count, ban, quotasFrom, reserve);
  }

  PolicyOptions share(EnforcedShare keys) {
    return new PolicyOptions(shadow, keys, exact, allow, count, ban, quotasFrom, reserve);
  }

  PolicyOptions exact(boolean always) {
    return new PolicyOptions(shadow, share, always, allow, count, ban, quotasFrom, reserve);
  }

  PolicyOptions allow(CallerList callers) {
    return new PolicyOptions(shadow, share, exact, callers, count, ban, quotasFrom, reserve);
  }

  PolicyOptions count(CallOutcome.Counting counting) {
    return new PolicyOptions(shadow, share, exact, allow, counting, ban, quotasFrom, reserve);
  }

  PolicyOptions ban(Quotas.Ban bans) {
    return new PolicyOptions(shadow, share, exact, allow, count, bans, quotasFrom, reserve);
  }

  PolicyOptions quotasFrom(QuotaProvider.Settings settings) {
    return new PolicyOptions(shadow, share, exact, allow, count, ban, settings, reserve);
  }

  PolicyOptions reserve(String priority, int percent) {
    Map<String, Integer> all = new TreeMap<>(reserve);
    all.put(priority, percent);
    Map<String, Integer> checked = ReserveRules.checked(all);
    return new PolicyOptions(shadow, share, exact, allow, count, ban, quotasFrom, checked);
  }

  /** Returns the keys for which rejections are enforced; {@code null} for all keys. */
  @Nullable EnforcedShare enforced() {
    EnforcedShare keys = shadow ? EnforcedShare.NONE : share;
    return keys.equals(EnforcedShare.ALL) ? null : keys;
  }

  /** Returns whether the customer may be read from the body of a call. */
  boolean mayReadBody() {
    return quotasFrom != null && quotasFrom.key().mayReadBody();
  }

  /**
   * Checks the settings that depend on the key.
   *
   * @throws IllegalArgumentException when a setting has no effect, or rejects everybody
   */
  void check(String policy, KeySpec key) {
    share.check(policy, key);
    BanRules.check(policy, key, ban);
  }
}
