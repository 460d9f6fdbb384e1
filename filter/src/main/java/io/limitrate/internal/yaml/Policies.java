package io.limitrate.internal.yaml;

import io.limitrate.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The policies of the file before those of the configuration that it is laid over. */
final class Policies {
  private final Map<String, Policy> base;
  private final boolean open;
  private final Set<String> names;
  private final Map<String, NamedPolicy> named = new LinkedHashMap<>();

  /**
   * Begins with the policies of a configuration.
   *
   * @param open whether there are policies below a misspelt key, whose names are not known
   */
  Policies(Map<String, Policy> base, boolean open) {
    this.base = base;
    this.open = open;
    this.names = new TreeSet<>(base.keySet());
  }

  /** Adds a policy whether it can be read or not: the rules that name it are right. */
  void read(Setting setting, PolicyBinder binder) {
    names.add(setting.name());
    binder.read(setting).ifPresent(policy -> named.put(setting.name(), policy));
  }

  List<Policy> ofFile() {
    return named.values().stream().map(NamedPolicy::policy).toList();
  }

  /** The tiers that policies of the file list. */
  Set<String> tiers() {
    return named.values().stream()
        .flatMap(policy -> policy.policy().tiers().keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All names in their alphabetical order. */
  Set<String> names() {
    return names;
  }

  boolean mayHave(String name) {
    return open || names.contains(name);
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
