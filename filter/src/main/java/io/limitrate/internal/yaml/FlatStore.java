package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Messages;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.source.Node.Scalar;
import io.limitrate.internal.store.provider.RedisServerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Rejects the flat form of the section {@code store}, and says how to write the setting now. */
final class FlatStore {
  private static final Set<String> NAMES =
      Set.of(
          "provider",
          "shared",
          "maxEntries",
          "cache",
          "rejectedCache",
          "address",
          "config",
          "secret",
          "namespace",
          "nodes",
          "timeout");

  private static final Map<String, String> NEW_NAMES =
      Map.of("cache", "name", "rejectedCache", "rejected");

  /** The settings that selected the provider. */
  private static final Set<String> KINDS = Set.of("provider", "shared");

  private FlatStore() {}

  /** Returns the sections of providers, and adds errors about flat settings. */
  static List<Setting> sections(Setting store) {
    List<Setting> flat = new ArrayList<>();
    List<Setting> sections = new ArrayList<>();
    for (Setting entry : store.entries()) {
      (isFlat(entry) ? flat : sections).add(entry);
    }
    if (!flat.isEmpty() && sections.isEmpty()) {
      store.addError("names its provider by a section now: write store: { " + section(flat) + " }");
    } else {
      for (Setting setting : flat) {
        addError(setting, sections.get(0).path());
      }
    }
    return sections;
  }

  private static void addError(Setting setting, String provider) {
    setting.addError(
        KINDS.contains(setting.name())
            ? "must be left out: " + provider + " names the provider"
            : "belongs to the provider: write " + provider + "." + renamed(setting));
  }

  private static boolean isFlat(Setting setting) {
    return NAMES.contains(setting.name()) && !(setting.node() instanceof Mapping);
  }

  private static String renamed(Setting setting) {
    return NEW_NAMES.getOrDefault(setting.name(), setting.name());
  }

  private static String section(List<Setting> flat) {
    boolean ofApplication = value(flat, "cache").isPresent();
    String provider =
        ofApplication
            ? value(flat, "shared")
                .filter("true"::equals)
                .map(shared -> "shared-cache")
                .orElse("cache")
            : value(flat, "provider").orElse("ehcache");
    String settings =
        flat.stream()
            .filter(setting -> !setting.name().equals("shared"))
            .filter(setting -> ofApplication || !setting.name().equals("provider"))
            .map(setting -> renamed(setting) + ": " + shown(setting))
            .collect(Collectors.joining(", "));
    return Messages.printable(provider) + (settings.isEmpty() ? ": {}" : ": { " + settings + " }");
  }

  private static Optional<String> value(List<Setting> flat, String name) {
    return flat.stream()
        .filter(setting -> setting.name().equals(name))
        .map(Setting::node)
        .filter(Scalar.class::isInstance)
        .map(node -> ((Scalar) node).text().strip())
        .findFirst();
  }

  /** Returns the value without secrets. */
  private static String shown(Setting setting) {
    if (setting.name().equals("secret") || !(setting.node() instanceof Scalar scalar)) {
      return "***";
    }
    return Messages.printable(RedisServerAddress.shown(scalar.text().strip()));
  }
}
