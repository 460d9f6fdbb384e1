package io.limitrate.internal.yaml;

import io.limitrate.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the policies of the file and of the base configuration. A policy of the file replaces the
 * policy of the same name.
 */
final class Policies {
  private final Map<String, Policy> base;
  private final boolean incomplete;
  private final Set<String> names;
  private final Map<String, NamedPolicy> named = new LinkedHashMap<>();

  /**
   * Creates an object that holds the policies of the base configuration.
   *
   * @param incomplete whether policies are below a misspelt key, so that their names are unknown
   */
  Policies(Map<String, Policy> base, boolean incomplete) {
    this.base = base;
    this.incomplete = incomplete;
    this.names = new TreeSet<>(base.keySet());
  }

  /**
   * Reads a policy. The name of an invalid policy is known too, so that the rules that name the
   * policy cause no further error.
   */
  void read(Setting setting, PolicyBinder binder) {
    names.add(setting.name());
    Optional<NamedPolicy> policy = binder.read(setting);
    if (policy.isPresent()) {
      named.put(setting.name(), policy.get());
    }
  }

  List<Policy> ofFile() {
    List<Policy> policies = new ArrayList<>();
    for (NamedPolicy policy : named.values()) {
      policies.add(policy.policy());
    }
    return policies;
  }

  /** Returns the tiers that policies of the file list. */
  Set<String> tiers() {
    Set<String> tiers = new TreeSet<>();
    for (NamedPolicy policy : named.values()) {
      tiers.addAll(policy.policy().tiers().keySet());
    }
    return tiers;
  }

  /** Returns all names in alphabetical order. */
  Set<String> names() {
    return names;
  }

  boolean mayHave(String name) {
    return incomplete || names.contains(name);
  }

  Optional<NamedPolicy> ofFile(String name) {
    return Optional.ofNullable(named.get(name));
  }

  Optional<Policy> find(String name) {
    NamedPolicy policy = named.get(name);
    return Optional.ofNullable(policy != null ? policy.policy() : base.get(name));
  }

  Set<String> pathVariables(Policy policy) {
    NamedPolicy ofFile = named.get(policy.name());
    return ofFile != null ? ofFile.pathVariables() : Set.copyOf(policy.key().names("path"));
  }
}
