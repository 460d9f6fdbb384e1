package io.limitrate.runtime;

import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.identity.TrustedProxies;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.UsernameSource;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Tells the log what an application's limiter enforces. Names no secret and no key's value. */
final class Announcement {
  private static final System.Logger LOG = System.getLogger(Limitrate.class.getName());

  /** A configuration may have thousands of rules. */
  private static final int MOST_LINES = 100;

  private Announcement() {}

  /** Tells what a limiter enforces that begins to serve the application. */
  static void started(Configuration configuration) {
    String application = Bootstrap.applicationName().map(name -> " for " + name).orElse("");
    LOG.log(
        Level.INFO,
        "Limitrate is on{0}, {1}{2}",
        application,
        Bootstrap.origin(configuration),
        String.join("", lines(configuration).stream().map(line -> "\n  " + line).toList()));
    if (configuration.proxies().trustsEveryone()) {
      LOG.log(
          Level.WARNING,
          "trustedProxies trusts every address: any client can choose the address it counts for");
    }
    configuration
        .warnings(Bootstrap.contextPath().orElse(""))
        .forEach(line -> LOG.log(Level.WARNING, "{0}", line));
  }

  /** Tells of a policy that code has declared and no file. */
  static void declared(Policy policy) {
    LOG.log(Level.INFO, "Limitrate enforces an annotation: {0}", text(policy));
  }

  static List<String> lines(Configuration configuration) {
    List<String> policies =
        new TreeMap<>(configuration.policies()).values().stream().map(Announcement::text).toList();
    List<String> rules = configuration.rules().stream().map(Announcement::text).toList();
    List<String> logins =
        new TreeMap<>(configuration.logins()).values().stream().map(Announcement::text).toList();
    List<String> lines = new ArrayList<>();
    lines.add("store: " + configuration.store());
    lines.add("trustedProxies: " + text(configuration.proxies()));
    lines.addAll(atMost(policies, "policies"));
    lines.addAll(atMost(rules, "rules"));
    lines.addAll(atMost(logins, "logins"));
    if (rules.isEmpty() && logins.isEmpty()) {
      lines.add("no rules and no logins: annotations and code are all that limits");
    }
    return lines;
  }

  private static List<String> atMost(List<String> lines, String kind) {
    if (lines.size() <= MOST_LINES) {
      return lines;
    }
    List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
    first.add((lines.size() - MOST_LINES) + " more " + kind);
    return first;
  }

  private static String text(Policy policy) {
    return "policy "
        + policy.name()
        + ": "
        + (policy.tiers().isEmpty() ? policy.quotas() : new TreeMap<>(policy.tiers()))
        + " per "
        + policy.key()
        + (policy.shadow() ? ", in shadow: rejects nothing" : "");
  }

  private static String text(Rule rule) {
    String place = "rule " + rule.path() + methods(rule.methods()) + ": ";
    if (rule instanceof Rule.Limit limit) {
      return place + String.join(", ", limit.policies().stream().map(Policy::name).toList());
    }
    return rule instanceof Rule.Login login ? place + "login " + login.login() : place + "exempt";
  }

  private static String methods(Set<String> methods) {
    return methods.isEmpty() ? "" : " " + String.join(", ", new TreeSet<>(methods));
  }

  private static String text(LoginSettings login) {
    String paths = String.join(", ", login.paths());
    String place = paths.isEmpty() ? "asked by code" : paths;
    String username = UsernameSource.text(login.username());
    return "login " + login.name() + ": " + place + ", username in " + username;
  }

  private static String text(TrustedProxies proxies) {
    return proxies.trustsNobody()
        ? "none; each request counts for its peer"
        : proxies + ", by " + proxies.header().fieldName();
  }
}
