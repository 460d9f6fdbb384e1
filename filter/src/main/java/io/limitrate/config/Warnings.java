package io.limitrate.config;

import io.limitrate.Policy;
import io.limitrate.Quota;
import io.limitrate.Quota.TokenBucket;
import io.limitrate.Quotas;
import io.limitrate.Suggestion;
import io.limitrate.login.LoginSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds settings that are probably not meant as they stand, although only the application's code,
 * its clients or its context path decide whether they have an effect.
 */
final class Warnings {
  private final Configuration configuration;
  private final String contextPath;
  private final Messages messages = new Messages();

  private Warnings(Configuration configuration, String contextPath) {
    this.configuration = configuration;
    this.contextPath = contextPath;
  }

  static List<String> of(Configuration configuration, String contextPath) {
    Warnings warnings = new Warnings(configuration, contextPath);
    warnings.policies();
    warnings.rules();
    warnings.logins();
    configuration
        .response()
        .htmlPage()
        .ifPresent(page -> warnings.checkContext("response.htmlPage", page));
    return Stream.concat(
            warnings.messages.texts().stream(), configuration.source().notes().stream())
        .toList();
  }

  private void policies() {
    Map<String, Policy> unused = new TreeMap<>(configuration.policies());
    unused.keySet().removeIf(Warnings::isOfMethod);
    unused.keySet().removeAll(used());
    unused.keySet().forEach(this::nearlyUsed);
    List<String> others =
        unused.keySet().stream()
            .filter(name -> Suggestion.nearest(name, used()).isEmpty())
            .map(Warnings::policy)
            .toList();
    if (!others.isEmpty()) {
      messages.add(
          place(others.get(0)),
          String.join(", ", others),
          "no rule applies the policy, so it limits only code that names it, as"
              + " @RateLimited(policy = \"...\") does: name it in a rule, or remove it");
    }
    for (Policy policy : new TreeMap<>(configuration.policies()).values()) {
      bursts(policy);
      if (used().contains(policy.name()) && policy.key().isAddressFirst()) {
        addressFirst(policy);
      }
    }
  }

  private void addressFirst(Policy policy) {
    add(
        policy(policy.name()) + ".key",
        policy.key().toString(),
        "every request has an address, so the alternatives after ip count only calls outside of"
            + " HTTP: put ip last, as in user | ip");
  }

  private void nearlyUsed(String name) {
    Suggestion.nearest(name, used())
        .ifPresent(
            near ->
                add(
                    policy(name),
                    "no rule applies the policy; did you mean "
                        + near
                        + ", which a rule applies?"));
  }

  private Set<String> used() {
    return configuration.rules().stream()
        .flatMap(rule -> rule instanceof Rule.Limit limit ? limit.policies().stream() : Stream.of())
        .map(Policy::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** An annotation makes a policy named CLASS.METHOD, which the configured one replaces. */
  private static boolean isOfMethod(String policy) {
    return policy.indexOf('.') >= 0;
  }

  private static String policy(String name) {
    return SettingPath.append("policies", name);
  }

  private void bursts(Policy policy) {
    Stream<Quotas> all =
        policy.tiers().isEmpty() ? Stream.of(policy.quotas()) : policy.tiers().values().stream();
    all.flatMap(quotas -> quotas.list().stream())
        .distinct()
        .filter(quota -> quota instanceof TokenBucket bucket && bucket.burst() == 1)
        .filter(quota -> quota.limit() > 1)
        .forEach(quota -> add(policy(policy.name()), quota.toString(), single(quota)));
  }

  private static String single(Quota quota) {
    Duration pace = quota.window().dividedBy(quota.limit());
    return "burst 1 rejects the second of two calls that come together, whatever the limit: leave"
        + " the burst out for "
        + quota.limit()
        + " at once, or write "
        + Quota.tokenBucket(1, pace)
        + " if this even pace is meant";
  }

  private void rules() {
    for (NamedRule named : NamedRule.of(configuration)) {
      Rule rule = named.rule();
      boolean login = rule instanceof Rule.Login;
      checkContext(login ? named.setting() : named.setting() + ".path", rule.path());
      if (!login) {
        checkMethods(named.setting() + ".methods", rule.methods());
      }
    }
  }

  private void logins() {
    for (LoginSettings login : new TreeMap<>(configuration.logins()).values()) {
      String setting = SettingPath.append("logins", login.name());
      if (login.paths().isEmpty()) {
        add(
            setting,
            "has no paths, so it guards only what code names it for, such as @LoginProtected(\""
                + login.name()
                + "\")"
                + Suggestion.of(login.name(), others(login)));
      }
      checkMethods(setting + ".methods", login.methods());
      login.page().ifPresent(page -> checkContext(setting + ".page", page));
    }
  }

  private Set<String> others(LoginSettings login) {
    Set<String> others = new TreeSet<>(configuration.logins().keySet());
    others.remove(login.name());
    return others;
  }

  private void checkMethods(String setting, Set<String> methods) {
    for (String method : new TreeSet<>(methods)) {
      Methods.meant(method)
          .ifPresent(
              meant ->
                  add(
                      setting,
                      method,
                      "is no common method, and requests of other methods are not affected; did you"
                          + " mean "
                          + meant
                          + "?"));
    }
  }

  private void checkContext(String setting, String path) {
    boolean within = path.equals(contextPath) || path.startsWith(contextPath + "/");
    if (!contextPath.isEmpty() && within) {
      String rest = path.substring(contextPath.length());
      add(
          setting,
          path,
          "begins with the context path, which paths leave out: "
              + path
              + " stands for "
              + contextPath
              + path
              + "; write "
              + (rest.isEmpty() ? "/" : rest));
    }
  }

  private Place place(String setting) {
    return configuration.source().places().find(setting);
  }

  private void add(String setting, String message) {
    messages.add(place(setting), setting, message);
  }

  private void add(String setting, String value, String message) {
    messages.add(place(setting), setting, value, message);
  }
}
