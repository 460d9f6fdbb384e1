package io.limitrate.internal.application;

import io.limitrate.CallerList;
import io.limitrate.Policy;
import io.limitrate.config.Configuration;
import io.limitrate.config.ConfigurationException;
import io.limitrate.config.Rule;
import io.limitrate.internal.source.Fingerprints;
import io.limitrate.internal.source.SettingPath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The difference between the current and the next configuration of an application. */
record ConfigurationChange(Configuration before, Configuration next) {
  private static final String OURS = "io.limitrate.internal.";

  /**
   * Rejects a change that needs a restart.
   *
   * @throws ConfigurationException when there is such a change; lists all of them
   */
  void check() {
    List<String> errors = new ArrayList<>();
    if (!before.store().equals(next.store())) {
      errors.add(error("store", before.store().toString(), next.store().toString()));
    }
    if (!before.listeners().equals(next.listeners())
        || !before.loginListeners().equals(next.loginListeners())) {
      errors.add(error("listeners", listeners(before), listeners(next)));
    }
    if (!errors.isEmpty()) {
      throw new ConfigurationException(errors);
    }
  }

  private String error(String setting, String was, String is) {
    String place = next.source().places().find(setting).text();
    String what =
        was.equals(is)
            ? ": a value that no log shows, such as the secret, cannot change"
            : " \"" + is + "\": cannot change from \"" + was + "\"";
    return (place.isEmpty() ? "" : place + ": ")
        + setting
        + what
        + " while the application runs: restart the application";
  }

  /** Returns the classes of the listeners, without those of Limitrate. */
  private static String listeners(Configuration configuration) {
    Set<Object> all = new LinkedHashSet<>(configuration.listeners());
    all.addAll(configuration.loginListeners());
    return all.stream()
        .map(listener -> listener.getClass().getName())
        .filter(name -> !name.startsWith(OURS))
        .collect(Collectors.joining(", "));
  }

  /** Returns the changes, such as {@code policy api changed}; empty if there are none. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    compare("policy", before.policies(), next.policies(), this::policyStays, texts);
    rules(texts);
    compare("login", before.logins(), next.logins(), this::loginStays, texts);
    add("tiers", !fingerprintsDiffer("tiers"), texts);
    add("allow", before.lists().allow().equals(next.lists().allow()), texts);
    add("deny", denyStays(), texts);
    add("priorities", !fingerprintsDiffer("priorities"), texts);
    add("shedding", sheddingStays(), texts);
    add("waiting", before.waiting().equals(next.waiting()), texts);
    add("trustedProxies", before.proxies().equals(next.proxies()), texts);
    add("response", before.response().equals(next.response()), texts);
    add("maxBody", before.maxBody() == next.maxBody(), texts);
    add("admin", before.jmx() == next.jmx(), texts);
    return texts;
  }

  private static <T> void compare(
      String kind,
      Map<String, T> before,
      Map<String, T> next,
      Predicate<String> stays,
      List<String> texts) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(next.keySet());
    for (String name : names) {
      if (!next.containsKey(name)) {
        texts.add(kind + " " + name + " removed");
      } else if (!before.containsKey(name)) {
        texts.add(kind + " " + name + " added");
      } else if (!stays.test(name)) {
        texts.add(kind + " " + name + " changed");
      }
    }
  }

  private boolean policyStays(String name) {
    Policy was = Objects.requireNonNull(before.policies().get(name));
    Policy is = Objects.requireNonNull(next.policies().get(name));
    return was == is
        || (StartupLog.text(was).equals(StartupLog.text(is))
            && was.failure() == is.failure()
            && was.exact() == is.exact()
            && was.allow().equals(is.allow())
            && was.count().equals(is.count())
            && was.quotasFrom().equals(is.quotasFrom())
            && !fingerprintsDiffer(SettingPath.append("policies", name)));
  }

  private boolean denyStays() {
    return before.lists().deny().equals(next.lists().deny())
        && before.lists().status() == next.lists().status()
        && before.lists().pass().equals(next.lists().pass());
  }

  /**
   * Compares the text of a file, because a resolver of tiers differs from itself after a reload.
   */
  private boolean sheddingStays() {
    return next.isBuilt()
        ? before.shedding().equals(next.shedding())
        : !fingerprintsDiffer("shedding");
  }

  private boolean loginStays(String name) {
    return Objects.equals(before.logins().get(name), next.logins().get(name));
  }

  private boolean fingerprintsDiffer(String path) {
    Fingerprints was = before.source().fingerprints();
    return was.differ(next.source().fingerprints(), path);
  }

  private void rules(List<String> texts) {
    List<String> removed = rules(before);
    List<String> added = rules(next);
    rules(next).forEach(removed::remove);
    rules(before).forEach(added::remove);
    removed.forEach(rule -> texts.add(rule + " removed"));
    added.forEach(rule -> texts.add(rule + " added"));
    boolean reordered = removed.isEmpty() && added.isEmpty() && !rules(before).equals(rules(next));
    add("order of rules", !reordered, texts);
    boolean sameTexts = rules(before).equals(rules(next));
    add("exempt of rules", !sameTexts || exempt(before).equals(exempt(next)), texts);
  }

  /** Returns the exempt callers of the rules. Their text does not show secret values. */
  private static List<Optional<CallerList>> exempt(Configuration configuration) {
    return configuration.rules().stream()
        .map(rule -> rule instanceof Rule.Exempt one ? one.callers() : Optional.<CallerList>empty())
        .toList();
  }

  private static List<String> rules(Configuration configuration) {
    return configuration.rules().stream()
        .map(StartupLog::text)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private static void add(String setting, boolean stays, List<String> texts) {
    if (!stays) {
      texts.add(setting + " changed");
    }
  }
}
