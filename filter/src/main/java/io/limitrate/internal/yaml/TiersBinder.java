package io.limitrate.internal.yaml;

import io.limitrate.TierResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the resolvers that find the tier of a call. */
final class TiersBinder {
  /** A header name is a token (RFC 9110, section 5.6.2). */
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private final Components components;
  private final List<TierResolver> resolvers = new ArrayList<>();
  private final List<Tiers.Found> found = new ArrayList<>();
  private final Set<List<String>> conditions = new HashSet<>();
  private boolean mayFindOthers;

  TiersBinder(Components components) {
    this.components = components;
  }

  Tiers read(Setting setting) {
    setting.elements().forEach(this::readEntry);
    return new Tiers(resolvers, found, mayFindOthers);
  }

  private void readEntry(Setting setting) {
    Section entry = setting.section("role", "tier", "header", "values", "resolver");
    if (!entry.hasOneOf("role", "header", "resolver")) {
      return;
    }
    if (entry.has("role")) {
      readRole(entry);
    } else if (entry.has("header")) {
      readHeader(entry);
    } else {
      readResolver(entry);
    }
  }

  private void readRole(Section entry) {
    entry.reject("values", "it belongs to header");
    String role = entry.read("role", name -> first("role", name)).orElse("");
    entry
        .require("tier")
        .ifPresent(
            setting ->
                setting
                    .text()
                    .ifPresent(
                        tier -> {
                          found.add(new Tiers.Found(tier, setting));
                          resolvers.add(Tiers.ofRole(role, tier));
                        }));
  }

  private void readHeader(Section entry) {
    entry.reject("tier", "it belongs to role");
    String header = entry.read("header", TiersBinder::fieldName).orElse("");
    Map<String, String> tiers = new LinkedHashMap<>();
    entry
        .require("values")
        .ifPresent(
            table -> {
              table.checkNotEmpty();
              for (Setting value : table.secretEntries()) {
                readValue(header, value).ifPresent(tier -> tiers.put(value.name(), tier));
              }
            });
    resolvers.add(Tiers.ofHeader(header, tiers));
  }

  private Optional<String> readValue(String header, Setting value) {
    Optional<String> tier = value.text();
    tier.ifPresent(name -> found.add(new Tiers.Found(name, value)));
    if (!conditions.add(List.of("header", header.toLowerCase(Locale.ROOT), value.name()))) {
      value.addError("is never reached: an earlier entry has this value of the header");
    }
    return tier;
  }

  private String first(String kind, String name) {
    if (!conditions.add(List.of(kind, name))) {
      throw new IllegalArgumentException("is never reached: an earlier entry has this " + kind);
    }
    return name;
  }

  static String fieldName(String text) {
    if (!FIELD_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("must be the name of a header, such as X-Api-Key");
    }
    return text;
  }

  private void readResolver(Section entry) {
    entry.reject("tier", "it belongs to role");
    entry.reject("values", "it belongs to header");
    mayFindOthers = true;
    entry
        .read("resolver", name -> components.find(TierResolver.class, name))
        .ifPresent(resolvers::add);
  }
}
