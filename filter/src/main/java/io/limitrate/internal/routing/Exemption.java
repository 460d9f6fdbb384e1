package io.limitrate.internal.routing;

import io.limitrate.Call;
import io.limitrate.CallerList;
import io.limitrate.Policy;
import io.limitrate.internal.engine.CallerCheck;
import io.limitrate.internal.path.PathPatterns.Match;
import java.util.List;
import java.util.Optional;

/**
 * An exemption of some callers from policies of a route. Immutable and thread-safe.
 *
 * @param policies the policies that apply to the exempt callers all the same: those of more
 *     specific rules
 */
record Exemption(CallerList callers, List<Policy> policies) {
  boolean covers(Call call) {
    return CallerCheck.contains(callers, call);
  }

  /**
   * Returns the exemptions of a route, the most specific first.
   *
   * @param matches the rules of the requested path, then those of the mapped path if it differs
   * @param ofRequested the number of the rules of the requested path
   */
  static List<Exemption> of(List<Match<RuleEntry>> matches, int ofRequested) {
    List<List<Match<RuleEntry>>> paths =
        List.of(matches.subList(0, ofRequested), matches.subList(ofRequested, matches.size()));
    return matches.stream()
        .map(Match::value)
        .distinct()
        .flatMap(entry -> of(entry, paths).stream())
        .toList();
  }

  private static Optional<Exemption> of(RuleEntry entry, List<List<Match<RuleEntry>>> paths) {
    return Optional.ofNullable(entry.callers())
        .map(callers -> new Exemption(callers, RuleTable.policies(before(entry, paths))));
  }

  /** Returns the rules that are more specific than an exempting rule. */
  private static List<Match<RuleEntry>> before(
      RuleEntry entry, List<List<Match<RuleEntry>>> paths) {
    return paths.stream()
        .flatMap(path -> path.stream().takeWhile(match -> !match.value().equals(entry)))
        .toList();
  }
}
