package io.limitrate.internal.yaml;

import io.limitrate.internal.store.provider.BuiltInProvider;
import io.limitrate.internal.text.Suggestion;
import io.limitrate.spi.StoreProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the provider of a store: one of Limitrate, a service of the application, or a class that
 * the configuration names.
 */
final class StoreProviders {
  private final Components components;

  StoreProviders(Components components) {
    this.components = components;
  }

  /** Returns the provider of a section, whose key is the provider's name or class. */
  Optional<StoreProvider> find(Setting section) {
    try {
      return Optional.of(find(section.name()));
    } catch (IllegalArgumentException e) {
      section.addError(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private StoreProvider find(String name) {
    List<StoreProvider> known = new ArrayList<>(List.of(BuiltInProvider.values()));
    known.addAll(components.services(StoreProvider.class, List.of()));
    List<StoreProvider> named = new ArrayList<>(known);
    named.removeIf(provider -> !provider.id().equals(name));
    if (named.size() > 1) {
      throw new IllegalArgumentException(
          "must be the name of one provider, but is the name of " + classes(named));
    }
    if (named.isEmpty() && !name.contains(".")) {
      throw new IllegalArgumentException(unknown(name, known));
    }
    return named.isEmpty() ? components.find(StoreProvider.class, name) : named.get(0);
  }

  private static String classes(List<StoreProvider> providers) {
    return String.join(
        ", ", providers.stream().map(provider -> provider.getClass().getName()).toList());
  }

  private static String unknown(String name, List<StoreProvider> known) {
    Set<String> names = new TreeSet<>(known.stream().map(StoreProvider::id).toList());
    return "no such provider, known are "
        + String.join(", ", names)
        + ", and class names of "
        + StoreProvider.class.getName()
        + Suggestion.of(name, names);
  }
}
