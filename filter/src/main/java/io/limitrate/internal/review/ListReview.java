package io.limitrate.internal.review;

import io.limitrate.CallerList;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.internal.identity.Cidr;
import io.limitrate.internal.list.AnyList;
import io.limitrate.internal.list.Entries;
import io.limitrate.internal.source.SettingPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds entries of lists that have no effect or are probably a mistake. Stateless. */
public final class ListReview {
  private static final String ALLOW = "allow";
  private static final String DENY = "deny";

  private ListReview() {}

  /** Returns all lists of a configuration by the names of their settings. */
  public static Map<String, CallerList> lists(Configuration configuration) {
    Map<String, CallerList> lists = new LinkedHashMap<>();
    add(ALLOW, configuration.lists().allow(), lists);
    add(DENY, configuration.lists().deny(), lists);
    for (Policy policy : new TreeMap<>(configuration.policies()).values()) {
      add(SettingPath.append("policies", policy.name()) + ".allow", policy.allow(), lists);
    }
    for (NamedRule named : NamedRule.of(configuration)) {
      if (named.rule() instanceof Rule.Exempt exempt) {
        add(named.setting() + ".exempt", exempt.callers(), lists);
      }
    }
    return lists;
  }

  private static void add(
      String setting, Optional<CallerList> list, Map<String, CallerList> lists) {
    if (list.isPresent()) {
      lists.put(setting, list.get());
    }
  }

  /** Returns the entries that have no effect in any application. */
  static List<Finding> withoutEffect(Configuration configuration) {
    Optional<CallerList> allow = configuration.lists().allow();
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, CallerList> named : lists(configuration).entrySet()) {
      for (CallerList part : AnyList.parts(named.getValue()).toList()) {
        unknownCountry(named.getKey(), part, configuration).forEach(findings::add);
        allowed(named.getKey(), part, allow).forEach(findings::add);
      }
    }
    return findings;
  }

  private static Stream<Finding> unknownCountry(
      String setting, CallerList part, Configuration configuration) {
    return part instanceof Entries.Countries countries && configuration.proxies().trustsNobody()
        ? Stream.of(
            new Finding(
                setting + ".countries",
                countries.header(),
                "has no effect, because only the header of a trusted proxy counts: set"
                    + " trustedProxies"))
        : Stream.of();
  }

  private static Stream<Finding> allowed(
      String setting, CallerList part, Optional<CallerList> allow) {
    return setting.equals(ALLOW)
        ? Stream.of()
        : allow.stream()
            .flatMap(AnyList::parts)
            .flatMap(other -> shared(part, other).stream())
            .limit(1)
            .map(
                entry ->
                    new Finding(
                        setting,
                        entry,
                        "has no effect, because the list allow contains it too"
                            + (setting.equals(DENY) ? " and wins" : "")
                            + ": remove one of the entries"));
  }

  private static Optional<String> shared(CallerList part, CallerList other) {
    if (part instanceof Entries ours && other instanceof Entries theirs) {
      return ours.sharedWith(theirs);
    }
    return part.equals(other) ? Optional.of(part.toString()) : Optional.empty();
  }

  /** Returns the entries that concern more callers than their text suggests. */
  static List<Finding> doubtful(Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, CallerList> named : lists(configuration).entrySet()) {
      for (CallerList part : AnyList.parts(named.getValue()).toList()) {
        doubtful(named.getKey(), part, configuration).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Finding> doubtful(
      String setting, CallerList part, Configuration configuration) {
    boolean denies = setting.equals(DENY);
    if (!denies && part instanceof Entries.UserAgents agents) {
      return Optional.of(
          new Finding(
              setting + ".userAgents",
              agents.toString(),
              "exempts every client that sends such a User-Agent, and any client can: add ranges"
                  + " or apikeys instead"));
    }
    boolean excepted = denies && configuration.lists().allow().isPresent();
    return part instanceof Entries.Ranges ranges && !excepted
        ? ranges.networks().stream()
            .filter(Cidr::isEveryAddress)
            .findFirst()
            .map(
                every ->
                    new Finding(
                        setting + ".ranges",
                        every.toString(),
                        denies ? "denies every client" : "exempts every client"))
        : Optional.empty();
  }
}
