package io.limitrate.internal.yaml;

import io.limitrate.CallOutcome.Counting;
import io.limitrate.CallerList;
import io.limitrate.FailureRule;
import io.limitrate.KeyResolver;
import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.QuotaProvider;
import io.limitrate.Quotas;
import io.limitrate.Quotas.Ban;
import io.limitrate.Quotas.InFlight;
import io.limitrate.internal.yaml.CostBinder.Cost;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a policy. */
final class PolicyBinder {
  private static final String[] KEYS = {
    "quotas",
    "tiers",
    "in-flight",
    "schedule",
    "quotas-from",
    "key",
    "cost",
    "count",
    "allow",
    "ban",
    "reserve",
    "failure",
    "shadow",
    "enforce",
    "exact"
  };

  private final Components components;
  private final QuotasBinder quotas;
  private final boolean shareKnown;

  /**
   * Creates a binder for the policies of a file.
   *
   * @param shareKnown whether the number of nodes is known, so that each node's share of a quota is
   *     known
   */
  PolicyBinder(Components components, Tiers tiers, boolean shareKnown) {
    this.components = components;
    this.quotas = new QuotasBinder(tiers);
    this.shareKnown = shareKnown;
  }

  Optional<NamedPolicy> read(Setting setting) {
    Section section = setting.section(KEYS);
    Optional<Policy.Builder> begun = begin(setting);
    List<Quotas> limits = begun.isPresent() ? quotas.read(section, begun.get()) : List.of();
    KeySpec key = section.read("key", this::key).orElse(KeySpec.ADDRESS);
    boolean units = countsUnits(section, limits);
    Cost cost = cost(section, limits);
    boolean shadow = section.isTrue("shadow", false);
    boolean exact = section.isTrue("exact", false);
    FailureRule failure =
        section.has("failure")
            ? failure(section.get("failure")).orElse(FailureRule.OPEN)
            : FailureRule.OPEN;
    Optional<CallerList> allow =
        section.has("allow")
            ? new CallersBinder(components).read(section.get("allow"))
            : Optional.empty();
    Optional<Counting> count =
        cost.settling(section.find("count").flatMap(new CountBinder(components)::read));
    Optional<Ban> ban = section.find("ban").flatMap(BanBinder::read);
    Optional<QuotaProvider.Settings> from =
        section.has("quotas-from")
            ? new QuotasFromBinder(components, this::key).read(section.get("quotas-from"), key)
            : Optional.empty();
    if (begun.isEmpty() || limits.isEmpty()) {
      return Optional.empty();
    }
    if (section.has("reserve")) {
      ReserveBinder.read(section.get("reserve"), begun.get(), limits, cost.defaultUnits());
    }
    if (from.isPresent()) {
      begun.get().quotasFrom(from.get());
    }
    if (section.has("enforce")) {
      section.read("enforce", begun.get()::enforce);
    }
    if (allow.isPresent()) {
      begun.get().allow(allow.get());
    }
    if (ban.isPresent()) {
      begun.get().ban(ban.get());
    }
    if (count.isPresent() && units) {
      begun.get().count(count.get());
    }
    begun.get().key(key).cost(cost.resolver()).failure(failure).shadow(shadow).exact(exact);
    return build(begun.get(), setting)
        .map(policy -> new NamedPolicy(policy, pathVariables(policy, cost), setting));
  }

  private static Optional<Policy> build(Policy.Builder builder, Setting setting) {
    try {
      return Optional.of(builder.build());
    } catch (IllegalArgumentException e) {
      setting.addError(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Optional<Policy.Builder> begin(Setting setting) {
    try {
      return Optional.of(Policy.builder(setting.name()));
    } catch (IllegalArgumentException e) {
      setting.addError("the name must be 1 to 200 letters, digits and . _ $ # : , ( ) [ ] -");
      return Optional.empty();
    }
  }

  private Optional<FailureRule> failure(Setting setting) {
    Optional<FailureRule> failure = setting.choose(FailureRule.class);
    if (failure.equals(Optional.of(FailureRule.LOCAL)) && !shareKnown) {
      setting.addError("local", "needs nodes in the section store, for the share of this node");
    }
    return failure;
  }

  private KeySpec key(String text) {
    return KeySpec.parse(text, name -> components.find(KeyResolver.class, name));
  }

  private Cost cost(Section section, List<Quotas> limits) {
    if (!section.has("cost")) {
      return Cost.ONE;
    }
    Setting setting = section.get("cost");
    Cost cost = CostBinder.read(setting, this::key).orElse(Cost.ONE);
    limits.stream()
        .flatMap(quotas -> quotas.list().stream())
        .filter(quota -> !(quota instanceof InFlight) && quota.capacity() < cost.defaultUnits())
        .findFirst()
        .ifPresent(quota -> setting.addError(neverFits(cost.defaultUnits(), quota)));
    return cost;
  }

  /**
   * Returns whether a policy counts units. Rejects settings about units in a policy that only
   * limits calls in flight.
   */
  private static boolean countsUnits(Section section, List<Quotas> limits) {
    if (limits.isEmpty() || !limits.stream().allMatch(PolicyBinder::countsCallsOnly)) {
      return true;
    }
    for (String key : List.of("cost", "count")) {
      section
          .find(key)
          .ifPresent(
              setting ->
                  setting.addError(
                      "has no effect, because a call in flight takes one slot: remove the " + key));
    }
    return false;
  }

  private static boolean countsCallsOnly(Quotas quotas) {
    return quotas.list().stream().allMatch(InFlight.class::isInstance);
  }

  private static String neverFits(long defaultUnits, Quota quota) {
    return "a call of " + defaultUnits + " units never fits into " + quota;
  }

  private static Set<String> pathVariables(Policy policy, Cost cost) {
    Set<String> variables = new LinkedHashSet<>(policy.key().names("path"));
    variables.addAll(cost.pathVariables());
    policy.quotasFrom().ifPresent(from -> variables.addAll(from.key().names("path")));
    return variables;
  }
}
