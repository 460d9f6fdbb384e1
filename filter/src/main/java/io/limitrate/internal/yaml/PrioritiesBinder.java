package io.limitrate.internal.yaml;

import io.limitrate.config.PrioritySettings;
import io.limitrate.config.PrioritySettings.Assignment;
import io.limitrate.internal.path.PathPattern;
import io.limitrate.internal.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the classes of requests. */
final class PrioritiesBinder {
  private static final String NORMAL = "normal";

  private final Components components;
  private final Tiers tiers;
  private final Set<String> usedTiers = new TreeSet<>();
  private final Set<List<String>> conditions = new HashSet<>();

  PrioritiesBinder(Components components, Tiers tiers) {
    this.components = components;
    this.tiers = tiers;
  }

  /** Returns the tiers that assignments name. */
  Set<String> usedTiers() {
    return usedTiers;
  }

  Optional<PrioritySettings> read(Setting setting) {
    Section section = setting.section("classes", "default", "calls");
    List<String> classes =
        section.find("classes").map(s -> s.each(name -> name)).orElse(PrioritySettings.USUAL);
    String byDefault = NORMAL;
    if (section.has("default")) {
      byDefault = section.get("default").read(name -> known(name, classes)).orElse(NORMAL);
    } else if (!classes.contains(NORMAL)) {
      section.addError("needs default, because classes has no normal");
    }
    if (section.require("calls").isEmpty()) {
      return Optional.empty();
    }
    Setting calls = section.get("calls");
    calls.checkNotEmpty();
    List<Assignment> assignments = new ArrayList<>();
    for (Setting call : calls.elements()) {
      assignment(call, classes).ifPresent(assignments::add);
    }
    return build(section, classes, byDefault, assignments);
  }

  /** Checks the whole if no part has an error. */
  private static Optional<PrioritySettings> build(
      Section section, List<String> classes, String byDefault, List<Assignment> assignments) {
    try {
      return Optional.of(new PrioritySettings(classes, byDefault, assignments));
    } catch (IllegalArgumentException e) {
      if (section.whole().errors().isEmpty()) {
        section.addError(String.valueOf(e.getMessage()));
      }
      return Optional.empty();
    }
  }

  private Optional<Assignment> assignment(Setting setting, List<String> classes) {
    Section call =
        setting.section("path", "role", "tier", "class", "proxyHeader", "values", "resolver");
    if (!call.hasOneOf("path", "role", "tier", "proxyHeader", "resolver")) {
      return Optional.empty();
    }
    if (call.has("proxyHeader")) {
      call.reject("class", "the table values has the classes");
      return byHeader(call, classes);
    }
    call.reject("values", "it belongs to proxyHeader");
    if (call.has("resolver")) {
      call.reject("class", "the resolver finds the class");
      return call.read("resolver", name -> components.find(PrioritySettings.Resolver.class, name))
          .map(Assignment.ByResolver::new);
    }
    return call.require("class")
        .flatMap(s -> s.read(name -> known(name, classes)))
        .flatMap(priority -> byCondition(call, priority));
  }

  private Optional<Assignment> byCondition(Section call, String priority) {
    if (call.has("path")) {
      return call.read("path", text -> first("path", path(text)))
          .map(path -> new Assignment.ByPath(path, priority));
    }
    return call.has("role")
        ? call.read("role", name -> first("role", name))
            .map(role -> new Assignment.ByRole(role, priority))
        : call.read("tier", name -> first("tier", tier(name)))
            .map(tier -> new Assignment.ByTier(tiers.resolver(), tier, priority));
  }

  private Optional<Assignment> byHeader(Section call, List<String> classes) {
    Optional<String> header = call.read("proxyHeader", TiersBinder::fieldName);
    Map<String, String> values = new LinkedHashMap<>();
    Optional<Setting> table = call.require("values");
    table.ifPresent(Setting::checkNotEmpty);
    for (Setting value : table.map(Setting::entries).orElse(List.of())) {
      value.read(name -> known(name, classes)).ifPresent(one -> values.put(value.name(), one));
    }
    return header.map(name -> new Assignment.ByHeader(name, values));
  }

  private String tier(String name) {
    usedTiers.add(name);
    if (!tiers.canFind(name)) {
      throw new IllegalArgumentException(
          "no entry of tiers finds this tier" + Suggestion.of(name, tiers.names()));
    }
    return name;
  }

  private String first(String kind, String value) {
    if (!conditions.add(List.of(kind, value))) {
      throw new IllegalArgumentException("is never reached: an earlier entry has this " + kind);
    }
    return value;
  }

  static String path(String text) {
    return PathPattern.parse(text).text();
  }

  private static String known(String name, List<String> classes) {
    if (!classes.contains(name)) {
      throw new IllegalArgumentException(
          "no such class, known are " + String.join(", ", classes) + Suggestion.of(name, classes));
    }
    return name;
  }
}
