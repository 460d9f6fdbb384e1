package io.limitrate.internal.application;

import io.limitrate.Policy;
import io.limitrate.config.ConfigurationException;
import io.limitrate.internal.text.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The policies that places in an application's code declare. Thread-safe. */
final class Declarations {
  private final Map<String, Policy> configured;
  private final Map<String, Policy> declared = new ConcurrentHashMap<>();
  private final Map<Declaration, List<Policy>> declarations = new ConcurrentHashMap<>();

  Declarations(Map<String, Policy> configured) {
    this.configured = configured;
  }

  /**
   * The configured policy of that name.
   *
   * @throws ConfigurationException when there is none
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

  Policy declare(Policy policy) {
    Policy known = configured.get(policy.name());
    return known != null ? known : declared.computeIfAbsent(policy.name(), name -> told(policy));
  }

  private static Policy told(Policy policy) {
    Announcement.declared(policy);
    return policy;
  }

  List<Policy> policies(Declaration declaration, Application application) {
    List<Policy> known = declarations.get(declaration);
    if (known != null) {
      return known;
    }
    // One declaration may ask for another, which computeIfAbsent does not allow.
    List<Policy> first = declaration.policies(application);
    List<Policy> other = declarations.putIfAbsent(declaration, first);
    return other != null ? other : first;
  }
}
