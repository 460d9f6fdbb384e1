package io.limitrate.internal.review;

import io.limitrate.config.Rule;
import io.limitrate.internal.path.HttpMethods;
import io.limitrate.internal.path.PathPattern;
import io.limitrate.internal.path.PathRelations;
import java.util.HashSet;
import java.util.Set;

/**
 * The paths and methods of a rule, which are compared with the paths and methods of other rules.
 *
 * @param index the position of the rule: equally specific rules apply in the order of the positions
 */
record RuleScope(NamedRule named, PathPattern pattern, int index) {
  static RuleScope of(NamedRule named, int index) {
    return new RuleScope(named, PathPattern.parse(named.rule().path()), index);
  }

  Rule rule() {
    return named.rule();
  }

  String name() {
    return named.setting();
  }

  Finding finding(String message) {
    return new Finding(named.setting(), rule().path(), message);
  }

  boolean isEarlier(RuleScope other) {
    return index < other.index;
  }

  boolean isEquivalentTo(RuleScope other) {
    return PathRelations.equivalent(pattern, other.pattern);
  }

  /** Returns whether this rule exempts only some callers. */
  boolean exemptsSome() {
    return rule() instanceof Rule.Exempt exempt && exempt.callers().isPresent();
  }

  /** Returns whether this rule exempts all callers that the other exempting rule exempts. */
  boolean exemptsAllOf(RuleScope other) {
    return rule() instanceof Rule.Exempt exempt
        && other.rule() instanceof Rule.Exempt that
        && (exempt.callers().isEmpty() || exempt.callers().equals(that.callers()));
  }

  boolean limits(String policy) {
    return rule() instanceof Rule.Limit limit
        && limit.policies().stream().anyMatch(p -> p.name().equals(policy));
  }

  /**
   * Returns whether this rule applies to all requests of the other rule, so that the other rule
   * adds nothing. Of two rules with equal scopes, the second adds nothing.
   */
  boolean makesRedundant(RuleScope other) {
    return covers(other) && (!other.covers(this) || isEarlier(other));
  }

  private boolean covers(RuleScope other) {
    return PathRelations.covers(pattern, other.pattern) && coversMethods(other);
  }

  private boolean coversMethods(RuleScope other) {
    return rule().methods().isEmpty()
        || (!other.rule().methods().isEmpty() && methods().containsAll(other.methods()));
  }

  /** Returns whether this exempting rule switches off the other rule for some requests. */
  boolean exemptsFrom(RuleScope limit) {
    return PathRelations.overlap(pattern, limit.pattern)
        && methodsOverlap(limit)
        && isMoreSpecific(limit);
  }

  private boolean isMoreSpecific(RuleScope other) {
    if (!isEquivalentTo(other)) {
      return PathRelations.precedes(pattern, other.pattern);
    }
    boolean named = !rule().methods().isEmpty();
    boolean otherNamed = !other.rule().methods().isEmpty();
    return named == otherNamed ? exemptsSome() || isEarlier(other) : named;
  }

  /**
   * Returns whether this rule and an equally specific rule with policies share path and methods.
   */
  boolean contradicts(RuleScope limit) {
    return isEquivalentTo(limit)
        && rule().methods().isEmpty() == limit.rule().methods().isEmpty()
        && methodsOverlap(limit);
  }

  /** Returns whether this exempting rule covers the path of a login, for a method of attempts. */
  boolean namesLogin(RuleScope login) {
    boolean anyUnsafe = login.rule().methods().isEmpty() && !rule().methods().isEmpty();
    return PathRelations.covers(pattern, login.pattern)
        && (anyUnsafe ? !HttpMethods.SAFE.containsAll(methods()) : methodsOverlap(login));
  }

  private boolean methodsOverlap(RuleScope other) {
    return rule().methods().isEmpty()
        || other.rule().methods().isEmpty()
        || methods().stream().anyMatch(other.methods()::contains);
  }

  /** Returns the methods in upper case; GET includes HEAD. */
  private Set<String> methods() {
    Set<String> methods = new HashSet<>(rule().methods());
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }
}
