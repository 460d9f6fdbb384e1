package io.limitrate.internal.review;

import io.limitrate.config.Configuration;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.config.SheddingSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds settings of load shedding that have no effect, and the paths that they name. Stateless. */
final class SheddingReview {
  private SheddingReview() {}

  /** Returns classes that nothing uses, and assignments that no request can have. */
  static List<Finding> withoutEffect(Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    configuration
        .shedding()
        .filter(settings -> !settings.sheds() && !ReserveReview.usesClasses(configuration))
        .ifPresent(settings -> findings.add(unused(settings)));
    if (configuration.proxies().trustsNobody()) {
      assignments(configuration)
          .forEach(
              (setting, assignment) -> {
                if (assignment instanceof Assignment.ByHeader one) {
                  findings.add(unknownHeader(setting, one));
                }
              });
    }
    return findings;
  }

  private static Finding unused(SheddingSettings settings) {
    return new Finding(
        "priorities",
        String.join(", ", settings.priorities().classes()),
        "has no effect: add shedding, a reserve in a policy, or a leaky bucket, or remove it");
  }

  private static Finding unknownHeader(String setting, Assignment.ByHeader one) {
    return new Finding(
        setting + ".proxyHeader",
        one.header(),
        "has no effect, because only the header of a trusted proxy counts: set trustedProxies");
  }

  /** Returns the path patterns of load shedding by the names of their settings. */
  static Map<String, String> paths(Configuration configuration) {
    Map<String, String> paths = new LinkedHashMap<>();
    assignments(configuration)
        .forEach(
            (setting, assignment) -> {
              if (assignment instanceof Assignment.ByPath one) {
                paths.put(setting + ".path", one.path());
              }
            });
    List<String> exempt =
        configuration.shedding().map(one -> one.exempt().paths()).orElse(List.of());
    for (int i = 0; i < exempt.size(); i++) {
      paths.put("shedding.exempt.paths[" + i + "]", exempt.get(i));
    }
    return paths;
  }

  private static Map<String, Assignment> assignments(Configuration configuration) {
    List<Assignment> calls =
        configuration
            .shedding()
            .map(SheddingSettings::priorities)
            .map(priorities -> priorities.calls())
            .orElse(List.of());
    Map<String, Assignment> named = new LinkedHashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      named.put("priorities.calls[" + i + "]", calls.get(i));
    }
    return named;
  }
}
