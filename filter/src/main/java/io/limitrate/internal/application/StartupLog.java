package io.limitrate.internal.application;

import io.limitrate.Limiter.Waiting;
import io.limitrate.Policy;
import io.limitrate.config.CallerLists;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.internal.identity.TrustedProxies;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.review.PolicyReview;
import io.limitrate.internal.review.Warnings;
import io.limitrate.internal.yaml.Overrides;
import io.limitrate.login.LoginSettings;
import io.limitrate.login.UsernameSource;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Logs what the limiter of an application enforces. Logs no secrets and no values of keys. */
final class StartupLog {
  private static final System.Logger LOG = System.getLogger(Application.class.getName());

  /** Limits the lines of a section, because a configuration may have thousands of rules. */
  private static final int MOST_LINES = 100;

  private static final String TRUSTS_EVERYONE =
      "trustedProxies trusts every address: any client can choose the address it counts for";

  private StartupLog() {}

  /** Logs the configuration of a limiter that has become the limiter of an application. */
  static void started(ApplicationRuntime runtime) {
    Configuration configuration = runtime.application().configuration();
    Optional<ContextPath> contextPath = Bootstrap.contextPath();
    String served = contextPath.map(path -> " for " + path.name()).orElse("");
    LOG.log(
        Level.INFO,
        "Limitrate is on{0}, {1}{2}",
        served,
        Bootstrap.origin(configuration),
        String.join("", lines(configuration).stream().map(line -> "\n  " + line).toList()));
    List<String> warnings =
        new ArrayList<>(warnings(configuration, contextPath.orElse(ContextPath.ROOT)));
    if (runtime.starter().isEmpty()) {
      warnings.removeAll(warnings(configuration, ContextPath.ROOT)); // logged when it was built
    }
    warnings.forEach(StartupLog::warn);
  }

  /** Logs the warnings about a configuration that do not depend on the context path. */
  static void built(Configuration configuration) {
    warnings(configuration, ContextPath.ROOT).forEach(StartupLog::warn);
  }

  private static List<String> warnings(Configuration configuration, ContextPath contextPath) {
    List<String> warnings = Warnings.of(configuration, contextPath, InstantSource.system());
    return configuration.proxies().trustsEveryone()
        ? Stream.concat(Stream.of(TRUSTS_EVERYONE), warnings.stream()).toList()
        : warnings;
  }

  private static void warn(String line) {
    LOG.log(Level.WARNING, "{0}", line);
  }

  /** Logs a policy that an annotation declares and the configuration does not contain. */
  static void declared(Policy policy) {
    LOG.log(Level.INFO, "Limitrate enforces an annotation: {0}", text(policy));
    for (PolicyReview.Doubt doubt : PolicyReview.of(policy)) {
      LOG.log(
          Level.WARNING, "policy {0} \"{1}\": {2}", policy.name(), doubt.quota(), doubt.message());
    }
  }

  /** Warns about two applications with the same class loader. */
  static void shared(Deployment first, Deployment second, Deployment served) {
    LOG.log(
        Level.WARNING,
        "The applications {0} and {1} have the same class loader, so one limiter serves both, with"
            + " the configuration of {2}: give each application a class loader of its own",
        first.contextPath().name(),
        second.contextPath().name(),
        served.contextPath().name());
  }

  /** Warns about a limiter that code started before the container announced the application. */
  static void early(Deployment deployment, ApplicationRuntime other) {
    LOG.log(
        Level.WARNING,
        "{0} asked for the limiter before the container announced {1}, on a thread with another"
            + " class loader: calls on such threads have a limiter of their own, {2}. Call limited"
            + " methods after {1} has started",
        other.starter().orElse("Code"),
        deployment.contextPath().name(),
        Bootstrap.origin(other.application().configuration()));
  }

  static List<String> lines(Configuration configuration) {
    List<String> policies = new ArrayList<>();
    for (Policy policy : new TreeMap<>(configuration.policies()).values()) {
      policies.add(text(policy));
    }
    List<String> rules = new ArrayList<>();
    for (Rule rule : configuration.rules()) {
      rules.add(text(rule));
    }
    List<String> logins = new ArrayList<>();
    for (LoginSettings login : new TreeMap<>(configuration.logins()).values()) {
      logins.add(text(login));
    }
    List<String> properties = atMost(Overrides.of(configuration), "system properties");
    List<String> lines = new ArrayList<>();
    if (!properties.isEmpty()) {
      lines.add("set by system properties: " + String.join(", ", properties));
    }
    lines.add("store: " + configuration.store());
    lines.add("trustedProxies: " + text(configuration.proxies()));
    CallerLists lists = configuration.lists();
    if (lists.allow().isPresent()) {
      lines.add("allow: " + lists.allow().get());
    }
    if (lists.deny().isPresent()) {
      String answer = lists.pass().isPresent() ? "a challenge" : String.valueOf(lists.status());
      lines.add("deny with " + answer + ": " + lists.deny().get());
    }
    configuration.shedding().ifPresent(shedding -> lines.add("shedding: " + shedding));
    if (!configuration.waiting().equals(Waiting.DEFAULT)) {
      lines.add("waiting: " + configuration.waiting());
    }
    lines.addAll(atMost(policies, "policies"));
    lines.addAll(atMost(rules, "rules"));
    lines.addAll(atMost(logins, "logins"));
    if (rules.isEmpty() && logins.isEmpty()) {
      lines.add("no rules and no logins: only annotations and code limit");
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

  static String text(Policy policy) {
    return "policy "
        + policy.name()
        + ": "
        + (policy.tiers().isEmpty() ? policy.quotas() : new TreeMap<>(policy.tiers()))
        + (policy.schedule().isPresent() ? ", " + policy.schedule().get() : "")
        + " per "
        + policy.key()
        + (policy.quotasFrom().isPresent() ? ", or own quotas of customers" : "")
        + (policy.allow().isPresent() ? ", not for " + policy.allow().get() : "")
        + (policy.reserve().isEmpty() ? "" : ", reserves in percent " + policy.reserve())
        + (policy.ban().isPresent() ? ", bans after " + policy.ban().get() : "")
        + enforcement(policy);
  }

  private static String enforcement(Policy policy) {
    if (policy.shadow()) {
      return ", in shadow: rejects nothing";
    }
    return policy.enforce().equals("100%")
        ? ""
        : ", enforced for " + policy.enforce() + " of its keys";
  }

  static String text(Rule rule) {
    String place = "rule " + rule.path() + methods(rule.methods()) + ": ";
    if (rule instanceof Rule.Limit limit) {
      return place + String.join(", ", limit.policies().stream().map(Policy::name).toList());
    }
    return rule instanceof Rule.Exempt exempt
        ? place + "exempt" + (exempt.callers().isPresent() ? " for " + exempt.callers().get() : "")
        : place + "login " + ((Rule.Login) rule).login();
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
