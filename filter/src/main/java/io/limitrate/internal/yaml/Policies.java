package io.limitrate.internal.yaml;

import io.limitrate.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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
    binder.read(setting).ifPresent(policy -> named.put(setting.name(), policy));
  }

  List<Policy> ofFile() {
    return named.values().stream().map(NamedPolicy::policy).toList();
  }

  /** Returns the tiers that policies of the file list. */
  Set<String> tiers() {
    return named.values().stream()
        .flatMap(policy -> policy.policy().tiers().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
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
    return ofFile(name).map(NamedPolicy::policy).or(() -> Optional.ofNullable(base.get(name)));
  }

  Set<String> pathVariables(Policy policy) {
    return ofFile(policy.name())
        .map(NamedPolicy::pathVariables)
        .orElseGet(() -> Set.copyOf(policy.key().names("path")));
  }
}
