package io.limitrate.internal.yaml;

import io.limitrate.CallOutcome.Counting;
import io.limitrate.CallerList;
import io.limitrate.FailureRule;
import io.limitrate.KeyResolver;
import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quotas;
import io.limitrate.internal.text.Suggestion;
import io.limitrate.internal.yaml.CostBinder.Cost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a policy. */
final class PolicyBinder {
  private final Components components;
  private final Tiers tiers;
  private final boolean shareKnown;

  /**
   * Creates a binder for the policies of a file.
   *
   * @param shareKnown whether the number of nodes is known, so that each node's share of a quota is
   *     known
   */
  PolicyBinder(Components components, Tiers tiers, boolean shareKnown) {
    this.components = components;
    this.tiers = tiers;
    this.shareKnown = shareKnown;
  }

  Optional<NamedPolicy> read(Setting setting) {
    Section section =
        setting.section(
            "quotas", "tiers", "key", "cost", "count", "allow", "failure", "shadow", "enforce",
            "exact");
    Optional<Policy.Builder> begun = begin(setting);
    List<Quotas> limits = begun.isPresent() ? limits(section, begun.get()) : List.of();
    KeySpec key = section.read("key", this::key).orElse(KeySpec.ADDRESS);
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
    if (begun.isEmpty() || limits.isEmpty()) {
      return Optional.empty();
    }
    if (section.has("enforce")) {
      section.read("enforce", begun.get()::enforce);
    }
    if (allow.isPresent()) {
      begun.get().allow(allow.get());
    }
    if (count.isPresent()) {
      begun.get().count(count.get());
    }
    begun.get().key(key).cost(cost.resolver()).failure(failure).shadow(shadow).exact(exact);
    return build(begun.get(), setting)
        .map(policy -> new NamedPolicy(policy, pathVariables(key, cost), setting));
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

  private List<Quotas> limits(Section section, Policy.Builder policy) {
    section.hasOneOf("quotas", "tiers");
    Optional<Quotas> quotas =
        section.has("quotas") ? quotas(section.get("quotas"), policy::quotas) : Optional.empty();
    List<Quotas> byTier = section.has("tiers") ? tiers(section.get("tiers"), policy) : List.of();
    return quotas.isPresent() ? List.of(quotas.get()) : byTier;
  }

  private List<Quotas> tiers(Setting setting, Policy.Builder policy) {
    List<Quotas> limits = new ArrayList<>();
    List<Setting> entries = setting.entries();
    setting.checkNotEmpty();
    for (int i = 0; i < entries.size(); i++) {
      Setting tier = entries.get(i);
      if (i > 0 && !tiers.canFind(tier.name())) {
        tier.addError(
            "no entry of the section tiers finds this tier"
                + Suggestion.of(tier.name(), tiers.names()));
      }
      quotas(tier, quotas -> policy.tier(tier.name(), quotas)).ifPresent(limits::add);
    }
    policy.tierResolver(tiers.resolver());
    return limits;
  }

  private static Optional<Quotas> quotas(Setting setting, Consumer<Quotas> policy) {
    setting.checkNotEmpty();
    List<Quota> quotas = setting.each(Quota::parse);
    if (quotas.isEmpty()) {
      return Optional.empty();
    }
    try {
      Quotas all = Quotas.of(quotas);
      policy.accept(all);
      return Optional.of(all);
    } catch (IllegalArgumentException e) {
      setting.addError(String.valueOf(e.getMessage()));
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
        .filter(quota -> quota.capacity() < cost.defaultUnits())
        .findFirst()
        .ifPresent(quota -> setting.addError(neverFits(cost.defaultUnits(), quota)));
    return cost;
  }

  private static String neverFits(long defaultUnits, Quota quota) {
    return "a call of " + defaultUnits + " units never fits into " + quota;
  }

  private static Set<String> pathVariables(KeySpec key, Cost cost) {
    Set<String> variables = new LinkedHashSet<>(key.names("path"));
    variables.addAll(cost.pathVariables());
    return variables;
  }
}
