package io.limitrate.internal.review;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.Rule;
import io.limitrate.internal.path.PathHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds rules that have no effect because of other rules, and rules that are doubtful. Stateless.
 */
public final class RuleReview {
  private RuleReview() {}

  /**
   * Rejects a configuration with rules that have no effect.
   *
   * @throws ConfigurationException when rules have no effect; lists all of them
   */
  public static void check(Configuration configuration) {
    List<String> errors = withoutEffect(configuration).stream().map(Finding::text).toList();
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
  }

  /** Returns the rules that can have no effect, or that contradict each other. */
  public static List<Finding> withoutEffect(Configuration configuration) {
    List<RuleScope> scopes = scopes(configuration);
    List<Finding> findings = new ArrayList<>();
    for (RuleScope scope : scopes) {
      findings.addAll(review(scope, scopes));
    }
    findings.addAll(ListReview.withoutEffect(configuration));
    findings.addAll(SheddingReview.withoutEffect(configuration));
    findings.addAll(ReserveReview.withoutEffect(configuration));
    return findings;
  }

  /** Returns the rules whose effect differs from the effect that their text suggests. */
  static List<Finding> doubtful(Configuration configuration) {
    List<RuleScope> scopes = scopes(configuration);
    List<Finding> findings = new ArrayList<>();
    for (RuleScope scope : scopes) {
      Optional<String> meant = PathHint.ofLiteral(scope.rule().path());
      if (meant.isPresent()) {
        findings.add(scope.finding(literal(meant.get())));
      }
      if (scope.rule() instanceof Rule.Exempt) {
        exemptLogin(scope, scopes).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static String literal(String meant) {
    return "matches only a path with exactly this text, because a variable is written {name}; did"
        + " you mean "
        + meant
        + "?";
  }

  private static List<RuleScope> scopes(Configuration configuration) {
    List<RuleScope> scopes = new ArrayList<>();
    for (NamedRule rule : NamedRule.of(configuration)) {
      scopes.add(RuleScope.of(rule, scopes.size()));
    }
    return scopes;
  }

  private static Optional<Finding> exemptLogin(RuleScope exempt, List<RuleScope> all) {
    return all.stream()
        .filter(other -> other.rule() instanceof Rule.Login && exempt.namesLogin(other))
        .findFirst()
        .map(
            login ->
                exempt.finding(
                    "exempts the login path "
                        + login.rule().path()
                        + " from policies only, the login counts and blocks attempts there as"
                        + " before: remove "
                        + login.name()
                        + " to leave this path unguarded, else exempt a path without the login's"));
  }

  private static List<Finding> review(RuleScope scope, List<RuleScope> all) {
    List<RuleScope> others = new ArrayList<>(all);
    others.remove(scope.index());
    if (scope.rule() instanceof Rule.Limit limit) {
      return limit(scope, limit, others);
    }
    return scope.rule() instanceof Rule.Login login
        ? login(scope, login, others)
        : exemption(scope, others);
  }

  private static List<Finding> limit(RuleScope scope, Rule.Limit limit, List<RuleScope> others) {
    List<RuleScope> alike = new ArrayList<>();
    for (RuleScope other : others) {
      if (other.isEquivalentTo(scope)) {
        if (other.isEarlier(scope) && other.rule().equals(limit)) {
          return List.of(scope.finding("repeats " + other.name() + ": remove one of the rules"));
        }
        alike.add(other);
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (Policy policy : limit.policies()) {
      repeated(scope, policy, alike).ifPresent(findings::add);
    }
    return findings;
  }

  private static Optional<Finding> repeated(RuleScope scope, Policy policy, List<RuleScope> alike) {
    for (RuleScope other : alike) {
      if (other.rule() instanceof Rule.Limit
          && other.limits(policy.name())
          && other.makesRedundant(scope)) {
        return Optional.of(
            scope.finding(
                "names the policy "
                    + policy.name()
                    + ", which "
                    + other.name()
                    + " applies to the same path and methods: name the policy once"));
      }
    }
    return Optional.empty();
  }

  private static List<Finding> exemption(RuleScope scope, List<RuleScope> others) {
    for (RuleScope other : others) {
      if (other.rule() instanceof Rule.Limit && !scope.exemptsSome() && scope.contradicts(other)) {
        return List.of(
            scope.finding(
                "exempts the path and methods that "
                    + other.name()
                    + " limits: remove one of the rules, or name other methods"));
      }
    }
    boolean exempts =
        others.stream()
            .filter(other -> other.rule() instanceof Rule.Limit)
            .anyMatch(limit -> scope.exemptsFrom(limit) && !isExempted(scope, limit, others));
    return exempts ? List.of() : List.of(scope.finding(useless()));
  }

  private static boolean isExempted(RuleScope scope, RuleScope limit, List<RuleScope> others) {
    return others.stream()
        .filter(other -> other.exemptsAllOf(scope))
        .anyMatch(other -> other.makesRedundant(scope) && other.exemptsFrom(limit));
  }

  private static String useless() {
    return "exempts from no rule, because no less specific rule with policies is left for its"
        + " path and methods: remove the rule (exemptions do not switch off logins or"
        + " annotations)";
  }

  private static List<Finding> login(RuleScope scope, Rule.Login login, List<RuleScope> others) {
    for (RuleScope other : others) {
      if (other.rule() instanceof Rule.Login that) {
        boolean same = that.login().equals(login.login());
        if (same
            ? other.makesRedundant(scope)
            : other.isEarlier(scope) && other.isEquivalentTo(scope)) {
          return List.of(
              scope.finding(
                  same
                      ? "is covered by the path " + that.path() + " of the same login: remove it"
                      : "is a path of the login " + that.login() + " already"));
        }
      }
    }
    return List.of();
  }
}
