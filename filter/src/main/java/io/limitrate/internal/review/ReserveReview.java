package io.limitrate.internal.review;

import io.limitrate.Policy;
import io.limitrate.Quota.LeakyBucket;
import io.limitrate.config.Configuration;
import io.limitrate.config.PrioritySettings;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.config.SheddingSettings;
import io.limitrate.internal.source.SettingPath;
import io.limitrate.internal.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds reserves of policies for classes that no request has, or below which none is. Stateless.
 */
final class ReserveReview {
  private ReserveReview() {}

  /** Returns the reserves that have no effect, and those that no request could use. */
  static List<Finding> withoutEffect(Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    for (Policy policy : new TreeMap<>(configuration.policies()).values()) {
      if (!policy.reserve().isEmpty()) {
        findings.addAll(review(policy, configuration));
      }
    }
    return findings;
  }

  /**
   * Returns whether a policy has a reserve, or calls that wait, which go in the order of classes.
   */
  static boolean usesClasses(Configuration configuration) {
    return configuration.policies().values().stream()
        .anyMatch(
            policy ->
                !policy.reserve().isEmpty()
                    || policy.quotasFrom().isPresent()
                    || policy.quotas().list().stream().anyMatch(LeakyBucket.class::isInstance)
                    || policy.tiers().values().stream()
                        .flatMap(quotas -> quotas.list().stream())
                        .anyMatch(LeakyBucket.class::isInstance));
  }

  private static List<Finding> review(Policy policy, Configuration configuration) {
    PrioritySettings priorities =
        configuration.shedding().map(SheddingSettings::priorities).orElse(PrioritySettings.NONE);
    String setting = SettingPath.append("policies", policy.name()) + ".reserve";
    List<Finding> findings = new ArrayList<>();
    policy
        .reserve()
        .forEach(
            (priority, percent) -> {
              String fault = fault(priority, priorities);
              if (fault != null) {
                String place = SettingPath.append(setting, priority);
                findings.add(new Finding(place, percent + "%", fault));
              }
            });
    return findings;
  }

  private static @Nullable String fault(String priority, PrioritySettings priorities) {
    List<String> classes = priorities.classes();
    int rank = classes.indexOf(priority);
    if (priorities.calls().isEmpty()) {
      return "has no effect, because all requests have one class: add priorities, or remove"
          + " the reserve";
    } else if (rank < 0) {
      return "no such class, known are "
          + String.join(", ", classes)
          + Suggestion.of(priority, classes);
    }
    Set<String> given = given(priorities);
    if (given.stream().noneMatch(name -> classes.indexOf(name) <= rank)) {
      return "no request has this class or a higher one, so nobody could take the reserve: assign"
          + " the class in priorities.calls, or remove the reserve";
    }
    return given.stream().noneMatch(name -> classes.indexOf(name) > rank)
        ? "has no effect, because no request has a lower class: name a higher class, or remove the"
            + " reserve"
        : null;
  }

  /** Returns the classes that a request can have; a resolver may return any class. */
  private static Set<String> given(PrioritySettings priorities) {
    Set<String> given = new HashSet<>(Set.of(priorities.byDefault()));
    for (Assignment assignment : priorities.calls()) {
      given.addAll(
          assignment instanceof Assignment.ByResolver
              ? priorities.classes()
              : assignment.classes());
    }
    return given;
  }
}
