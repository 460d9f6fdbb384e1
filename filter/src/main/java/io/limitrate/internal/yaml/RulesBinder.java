package io.limitrate.internal.yaml;

import io.limitrate.CallerList;
import io.limitrate.Policy;
import io.limitrate.config.Rule;
import io.limitrate.internal.path.HttpMethods;
import io.limitrate.internal.path.PathPattern;
import io.limitrate.internal.source.Node;
import io.limitrate.internal.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rules. */
final class RulesBinder {
  private final Policies policies;
  private final CallersBinder callers;

  RulesBinder(Policies policies, CallersBinder callers) {
    this.policies = policies;
    this.callers = callers;
  }

  List<Rule> read(Setting setting) {
    List<Rule> rules = new ArrayList<>();
    for (Setting rule : setting.elements()) {
      Optional<Rule> valid = rule(rule);
      if (valid.isPresent()) {
        rules.add(valid.get());
      }
    }
    return rules;
  }

  /** Returns the rule with the file's policies in place of base policies of the same names. */
  Rule overlaid(Rule rule) {
    if (!(rule instanceof Rule.Limit limit)) {
      return rule;
    }
    List<Policy> current = new ArrayList<>();
    for (Policy policy : limit.policies()) {
      Optional<NamedPolicy> named = policies.ofFile(policy.name());
      named.ifPresent(n -> checkVariables(n.setting(), n.policy(), limit.path()));
      current.add(named.map(NamedPolicy::policy).orElse(policy));
    }
    return new Rule.Limit(limit.path(), limit.methods(), current);
  }

  private Optional<Rule> rule(Setting setting) {
    Section rule = setting.section("path", "methods", "policies", "exempt");
    Optional<String> path = rule.require("path").flatMap(place -> place.read(RulesBinder::path));
    Set<String> methods = rule.has("methods") ? methods(rule.get("methods")) : Set.of();
    if (rule.has("exempt") && rule.get("exempt").node() instanceof Node.Mapping) {
      rule.reject("policies", "the rule exempts; write a rule of its own for the policies");
      Optional<CallerList> some = callers.read(rule.get("exempt"));
      return some.flatMap(
          list -> path.map(text -> new Rule.Exempt(text, methods, Optional.of(list))));
    }
    if (rule.isTrue("exempt", false)) {
      rule.reject("policies", "the rule exempts");
      return path.map(pattern -> new Rule.Exempt(pattern, methods));
    }
    if (!rule.has("policies")) {
      rule.addError("needs policies, or exempt: true");
    }
    List<Policy> limits =
        rule.has("policies") ? limits(rule.get("policies"), path.orElse(null)) : List.of();
    return limits.isEmpty() || path.isEmpty()
        ? Optional.empty()
        : Optional.of(new Rule.Limit(path.get(), methods, limits));
  }

  private static String path(String text) {
    return PathPattern.parse(text).text();
  }

  static Set<String> methods(Setting setting) {
    setting.checkNotEmpty();
    return Set.copyOf(setting.each(HttpMethods::upperCase));
  }

  private List<Policy> limits(Setting setting, @Nullable String path) {
    setting.checkNotEmpty();
    List<Policy> limits = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Setting value : setting.values()) {
      Optional<Policy> policy = value.read(name -> known(name, names)).flatMap(policies::find);
      if (policy.isPresent()) {
        limits.add(policy.get());
      }
      if (policy.isPresent() && path != null) {
        checkVariables(value, policy.get(), path);
      }
    }
    return limits;
  }

  private String known(String name, Set<String> names) {
    if (!policies.mayHave(name)) {
      throw new IllegalArgumentException(
          policies.names().isEmpty()
              ? "no such policy, and there are no others: add it to the section policies"
              : "no such policy, known are "
                  + String.join(", ", policies.names())
                  + Suggestion.of(name, policies.names()));
    }
    if (!names.add(name)) {
      throw new IllegalArgumentException("is named twice");
    }
    return name;
  }

  private void checkVariables(Setting setting, Policy policy, String path) {
    for (String variable : policies.pathVariables(policy)) {
      if (!path.contains("{" + variable + "}")) {
        setting.addError(
            policy.name(),
            "the policy reads path:" + variable + ", but " + path + " has no {" + variable + "}");
      }
    }
  }
}
