package io.limitrate.config;

import io.limitrate.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The policies of the file before those of the configuration that it is laid over. */
final class Policies {
  private final Map<String, Policy> base;
  private final Map<String, Optional<NamedPolicy>> named = new LinkedHashMap<>();

  Policies(Map<String, Policy> base) {
    this.base = base;
  }

  /** Adds a policy; one that cannot be read is known nevertheless, so that its rules are right. */
  void add(String name, Optional<NamedPolicy> policy) {
    named.put(name, policy);
  }

  List<Policy> ofFile() {
    return named.values().stream().flatMap(Optional::stream).map(NamedPolicy::policy).toList();
  }

  boolean knows(String name) {
    return named.containsKey(name) || base.containsKey(name);
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>(base.keySet());
    names.addAll(named.keySet());
    return names;
  }

  Optional<NamedPolicy> ofFile(String name) {
    return named.getOrDefault(name, Optional.empty());
  }

  Optional<Policy> find(String name) {
    return named.containsKey(name)
        ? ofFile(name).map(NamedPolicy::policy)
        : Optional.ofNullable(base.get(name));
  }

  Set<String> pathVariables(Policy policy) {
    return ofFile(policy.name())
        .map(NamedPolicy::pathVariables)
        .orElseGet(() -> Set.copyOf(policy.key().names("path")));
  }
}
