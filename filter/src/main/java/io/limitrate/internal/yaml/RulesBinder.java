package io.limitrate.internal.yaml;

import io.limitrate.Policy;
import io.limitrate.config.Rule;
import io.limitrate.internal.path.HttpMethods;
import io.limitrate.internal.path.PathPattern;
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

  RulesBinder(Policies policies) {
    this.policies = policies;
  }

  List<Rule> read(Setting setting) {
    return setting.elements().stream().map(this::rule).flatMap(Optional::stream).toList();
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
    Optional<String> path =
        rule.require("path").flatMap(s -> s.read(PathPattern::parse)).map(PathPattern::text);
    Set<String> methods = rule.find("methods").map(RulesBinder::methods).orElse(Set.of());
    if (rule.find("exempt").map(Setting::isTrue).orElse(false)) {
      rule.reject("policies", "the rule exempts");
      return path.map(pattern -> new Rule.Exempt(pattern, methods));
    }
    if (!rule.has("policies")) {
      rule.addError("needs policies, or exempt: true");
    }
    List<Policy> limits =
        rule.find("policies").map(s -> limits(s, path.orElse(null))).orElse(List.of());
    return limits.isEmpty()
        ? Optional.empty()
        : path.map(pattern -> new Rule.Limit(pattern, methods, limits));
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
      value
          .read(name -> known(name, names))
          .flatMap(policies::find)
          .ifPresent(
              policy -> {
                limits.add(policy);
                if (path != null) {
                  checkVariables(value, policy, path);
                }
              });
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
