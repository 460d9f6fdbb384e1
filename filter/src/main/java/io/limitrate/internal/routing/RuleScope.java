package io.limitrate.internal.routing;

import io.limitrate.config.NamedRule;
import io.limitrate.config.Routing;
import io.limitrate.config.Rule;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The paths and methods of a rule, compared with those of other rules.
 *
 * @param index the rule's position: of equally specific rules the first one applies first
 */
record RuleScope(NamedRule named, PathPattern pattern, int index) {
  /** The methods that are no attempt at a login which names none. */
  static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  static RuleScope of(NamedRule named, int index) {
    return new RuleScope(named, PathPattern.parse(named.rule().path()), index);
  }

  Rule rule() {
    return named.rule();
  }

  String name() {
    return named.setting();
  }

  Routing.Finding finding(String message) {
    return new Routing.Finding(named.setting(), rule().path(), message);
  }

  boolean isEarlier(RuleScope other) {
    return index < other.index;
  }

  boolean isAlike(RuleScope other) {
    return PathRelations.alike(pattern, other.pattern);
  }

  boolean limits(String policy) {
    return rule() instanceof Rule.Limit limit
        && limit.policies().stream().anyMatch(p -> p.name().equals(policy));
  }

  /** Whether this rule applies wherever the other one does; of two equal scopes, the first does. */
  boolean makesNeedless(RuleScope other) {
    return covers(other) && (!other.covers(this) || isEarlier(other));
  }

  private boolean covers(RuleScope other) {
    return PathRelations.covers(pattern, other.pattern) && coversMethods(other);
  }

  private boolean coversMethods(RuleScope other) {
    return rule().methods().isEmpty()
        || (!other.rule().methods().isEmpty() && methods().containsAll(other.methods()));
  }

  /** Whether an exempting rule ends the list of rules before the other one for some requests. */
  boolean shieldsFrom(RuleScope limit) {
    return PathRelations.overlap(pattern, limit.pattern)
        && methodsOverlap(limit)
        && isMoreSpecific(limit);
  }

  private boolean isMoreSpecific(RuleScope other) {
    if (!isAlike(other)) {
      return PathRelations.precedes(pattern, other.pattern);
    }
    boolean named = !rule().methods().isEmpty();
    boolean otherNamed = !other.rule().methods().isEmpty();
    return named == otherNamed ? isEarlier(other) : named;
  }

  /** Whether the same path and methods are limited and exempted by equally specific rules. */
  boolean contradicts(RuleScope limit) {
    return isAlike(limit)
        && rule().methods().isEmpty() == limit.rule().methods().isEmpty()
        && methodsOverlap(limit);
  }

  /** Whether an exempting rule covers a login's path, for a method that is an attempt. */
  boolean namesLogin(RuleScope login) {
    boolean anyUnsafe = login.rule().methods().isEmpty() && !rule().methods().isEmpty();
    return PathRelations.covers(pattern, login.pattern)
        && (anyUnsafe ? !SAFE.containsAll(methods()) : methodsOverlap(login));
  }

  private boolean methodsOverlap(RuleScope other) {
    return rule().methods().isEmpty()
        || other.rule().methods().isEmpty()
        || methods().stream().anyMatch(other.methods()::contains);
  }

  /** The methods as the rule table compares them: HEAD falls under rules for GET. */
  private Set<String> methods() {
    Set<String> methods = new HashSet<>();
    rule().methods().forEach(method -> methods.add(method.toUpperCase(Locale.ROOT)));
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return methods;
  }
}
