package io.limitrate.internal.review;

import io.limitrate.Policy;
import io.limitrate.Quotas.Schedule;
import io.limitrate.Quotas.Schedule.Event;
import io.limitrate.config.Configuration;
import io.limitrate.config.Rule;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.path.ContextPath;
import io.limitrate.internal.path.HttpMethods;
import io.limitrate.internal.source.Messages;
import io.limitrate.internal.source.Place;
import io.limitrate.internal.source.SettingPath;
import io.limitrate.internal.text.Suggestion;
import io.limitrate.login.LoginSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds settings that are probably a mistake. The configuration alone cannot prove the mistake:
 * whether the settings have an effect depends on the application's code, its clients or its context
 * path.
 */
public final class Warnings {
  private final Configuration configuration;
  private final ContextPath contextPath;
  private final InstantSource time;
  private final Messages messages = new Messages();

  private Warnings(Configuration configuration, ContextPath contextPath, InstantSource time) {
    this.configuration = configuration;
    this.contextPath = contextPath;
    this.time = time;
  }

  /**
   * Returns the warnings: place, value, rule, correction. A setting that has no effect in any
   * application is an error instead.
   *
   * @param contextPath the context path of the web application; the root if unknown
   * @param time tells which events of schedules are over
   */
  public static List<String> of(
      Configuration configuration, ContextPath contextPath, InstantSource time) {
    Warnings warnings = new Warnings(configuration, contextPath, time);
    warnings.policies();
    warnings.rules();
    warnings.lists();
    SheddingReview.paths(configuration).forEach(warnings::checkContext);
    warnings.logins();
    Optional<String> page = configuration.response().htmlPage();
    if (page.isPresent()) {
      warnings.checkContext("response.htmlPage", page.get());
    }
    List<String> texts = new ArrayList<>(warnings.messages.texts());
    texts.addAll(configuration.source().notes());
    return texts;
  }

  private void policies() {
    Map<String, Policy> unused = new TreeMap<>(configuration.policies());
    unused.keySet().removeIf(Warnings::isOfMethod);
    unused.keySet().removeAll(used());
    List<String> others = new ArrayList<>();
    for (String name : unused.keySet()) {
      Optional<String> near = Suggestion.nearest(name, used());
      if (near.isPresent()) {
        nearlyUsed(name, near.get());
      } else {
        others.add(policy(name));
      }
    }
    if (!others.isEmpty()) {
      messages.add(
          place(others.get(0)),
          String.join(", ", others),
          "no rule applies the policy, so it limits only code that names it, as"
              + " @RateLimited(policy = \"...\") does: name it in a rule, or remove it");
    }
    for (Policy policy : new TreeMap<>(configuration.policies()).values()) {
      doubts(policy);
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

  private void nearlyUsed(String name, String near) {
    add(
        policy(name),
        "no rule applies the policy; did you mean " + near + ", which a rule applies?");
  }

  private Set<String> used() {
    Set<String> used = new TreeSet<>();
    for (Rule rule : configuration.rules()) {
      if (rule instanceof Rule.Limit limit) {
        for (Policy policy : limit.policies()) {
          used.add(policy.name());
        }
      }
    }
    return used;
  }

  /**
   * Returns whether the name is the name of an annotation's policy, CLASS.METHOD. A configured
   * policy of this name replaces the annotation's policy.
   */
  private static boolean isOfMethod(String policy) {
    return policy.indexOf('.') >= 0;
  }

  private static String policy(String name) {
    return SettingPath.append("policies", name);
  }

  private void doubts(Policy policy) {
    String setting = policy(policy.name());
    for (PolicyReview.Doubt doubt : PolicyReview.of(policy)) {
      add(setting, doubt.quota(), doubt.message());
    }
    if (policy.schedule().isPresent()) {
      events(setting, policy.schedule().get());
    }
    if (policy.exact() && !(configuration.store() instanceof StoreSettings.Shared)) {
      add(
          setting + ".exact",
          "true",
          "has no effect, because the store is in this process, where every call is counted"
              + " exactly: remove it, or name a store that nodes share");
    }
  }

  private void events(String setting, Schedule schedule) {
    for (int i = 0; i < schedule.events().size(); i++) {
      Event event = schedule.events().get(i);
      if (!event.to().atZone(schedule.zone()).toInstant().isAfter(time.instant())) {
        add(
            setting + ".schedule.events[" + i + "]",
            event.name(),
            "is over since " + event.to() + ": remove it, or set its next date");
      }
    }
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
    for (Finding finding : RuleReview.doubtful(configuration)) {
      add(finding.setting(), finding.path(), finding.message());
    }
  }

  private void lists() {
    for (Finding finding : ListReview.doubtful(configuration)) {
      add(finding.setting(), finding.path(), finding.message());
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
      if (login.page().isPresent()) {
        checkContext(setting + ".page", login.page().get());
      }
    }
  }

  private Set<String> others(LoginSettings login) {
    Set<String> others = new TreeSet<>(configuration.logins().keySet());
    others.remove(login.name());
    return others;
  }

  private void checkMethods(String setting, Set<String> methods) {
    for (String method : new TreeSet<>(methods)) {
      HttpMethods.meant(method)
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
    if (contextPath.leads(path)) {
      String context = contextPath.path();
      String rest = path.substring(context.length());
      add(
          setting,
          path,
          "begins with the context path, which paths leave out: "
              + path
              + " stands for "
              + context
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
