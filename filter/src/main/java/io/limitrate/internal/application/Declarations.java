package io.limitrate.internal.application;

import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Holds the policies that annotations and code of an application declare. Thread-safe. */
final class Declarations {
  private final Map<String, Policy> configured;
  private final Map<String, Policy> declared;
  private final Map<Declaration, List<Policy>> declarations = new ConcurrentHashMap<>();

  Declarations(Map<String, Policy> configured) {
    this(configured, new ConcurrentHashMap<>());
  }

  private Declarations(Map<String, Policy> configured, Map<String, Policy> declared) {
    this.configured = configured;
    this.declared = declared;
  }

  /** Returns the same declarations beside the policies of the next configuration. */
  Declarations next(Map<String, Policy> configured) {
    return new Declarations(configured, declared);
  }

  /**
   * Computes the known declarations in the next application.
   *
   * @throws ConfigurationException when declarations contradict the configuration; lists all errors
   */
  void check(Application next) {
    List<String> errors = new ArrayList<>();
    for (Declaration declaration : declarations.keySet()) {
      try {
        next.policies(declaration);
      } catch (ConfigurationException e) {
        errors.addAll(e.errors());
      }
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors.stream().distinct().sorted().toList());
    }
  }

  /**
   * Returns the policies that are enforced now, each with the policy of the same name that was
   * enforced before.
   */
  Map<Policy, Policy> successors(Declarations before) {
    Map<Policy, Policy> successors = new HashMap<>();
    Map<String, Policy> replacedByName = before.enforced();
    for (Policy policy : enforced().values()) {
      Policy replaced = replacedByName.get(policy.name());
      successors.put(policy, replaced == null ? policy : replaced);
    }
    return successors;
  }

  private Map<String, Policy> enforced() {
    Map<String, Policy> enforced = new HashMap<>(declared);
    enforced.putAll(configured);
    return enforced;
  }

  /**
   * Returns the configured policy of this name.
   *
   * @throws ConfigurationException when the configuration has no such policy
   */
  Policy configured(String name) {
    Policy policy = configured.get(name);
    if (policy == null) {
      throw new ConfigurationException(
          List.of(
              "policy \""
                  + name
                  + "\": is not configured, see policies in limitrate.yaml"
                  + Suggestion.of(name, new TreeSet<>(configured.keySet()))));
    }
    return policy;
  }

  /**
   * Returns the policy of this name that is enforced: configured, or declared by an annotation.
   *
   * @throws ConfigurationException when there is no such policy
   */
  Policy enforced(String name) {
    Policy own = declared.get(name);
    return own == null || configured.containsKey(name) ? configured(name) : own;
  }

  Policy declare(Policy policy) {
    Policy known = configured.get(policy.name());
    return known != null ? known : declared.computeIfAbsent(policy.name(), name -> told(policy));
  }

  private static Policy told(Policy policy) {
    StartupLog.declared(policy);
    return policy;
  }

  List<Policy> policies(Declaration declaration, Application application) {
    List<Policy> known = declarations.get(declaration);
    if (known != null) {
      return known;
    }
    // Not computeIfAbsent: computing a declaration may ask for another declaration.
    List<Policy> first = declaration.policies(application);
    List<Policy> other = declarations.putIfAbsent(declaration, first);
    return other != null ? other : first;
  }
}
