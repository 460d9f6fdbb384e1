package io.limitrate;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a policy that most policies do not have. Immutable and thread-safe.
 *
 * @param exact whether each call asks the shared state
 * @param allow the callers that the policy does not count; {@code null} for nobody
 * @param count what decides whether a call counts; {@code null} if each call counts
 * @param ban when the policy bans a key; {@code null} for never
 * @param quotasFrom what gives customers their own quotas; {@code null} for nothing
 */
record PolicyOptions(
    boolean exact,
    @Nullable CallerList allow,
    CallOutcome.@Nullable Counting count,
    Quotas.@Nullable Ban ban,
    QuotaProvider.@Nullable Settings quotasFrom) {
  static final PolicyOptions NONE = new PolicyOptions(false, null, null, null, null);

  PolicyOptions exact(boolean always) {
    return new PolicyOptions(always, allow, count, ban, quotasFrom);
  }

  PolicyOptions allow(CallerList callers) {
    return new PolicyOptions(exact, callers, count, ban, quotasFrom);
  }

  PolicyOptions count(CallOutcome.Counting counting) {
    return new PolicyOptions(exact, allow, counting, ban, quotasFrom);
  }

  PolicyOptions ban(Quotas.Ban bans) {
    return new PolicyOptions(exact, allow, count, bans, quotasFrom);
  }

  PolicyOptions quotasFrom(QuotaProvider.Settings settings) {
    return new PolicyOptions(exact, allow, count, ban, settings);
  }

  /** Returns whether the customer may be read from the body of a call. */
  boolean mayReadBody() {
    return quotasFrom != null && quotasFrom.key().mayReadBody();
  }
}
