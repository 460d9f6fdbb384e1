package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Node.Mapping;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A mapping that accepts a fixed set of keys.
 *
 * @param whole the mapping itself
 * @param settings the entries with accepted keys, by key
 * @param suggestions the accepted keys that the mapping's misspelt keys resemble
 */
record Section(Setting whole, Map<String, Setting> settings, Set<String> suggestions) {
  boolean has(String key) {
    return settings.containsKey(key);
  }

  Optional<Setting> find(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Returns the section of a key. Returns a section without settings when the key is absent. */
  Section below(String key, String... keys) {
    return find(key)
        .map(setting -> setting.section(keys))
        .orElseGet(() -> new Section(whole, Map.of(), Set.of()));
  }

  /** Returns the setting. Adds an error when the setting is absent. */
  Optional<Setting> require(String key) {
    if (!has(key)) {
      addError("needs " + key);
    }
    return find(key);
  }

  <T> Optional<T> read(String key, Function<String, T> reader) {
    return find(key).flatMap(setting -> setting.read(reader));
  }

  /** Returns whether the section has exactly one of these settings. Otherwise adds an error. */
  boolean hasOneOf(String... keys) {
    boolean one = Arrays.stream(keys).filter(this::has).count() == 1;
    if (!one) {
      addError("needs one of " + String.join(", ", keys));
    }
    return one;
  }

  /**
   * Adds an error about the whole mapping. Adds no error when the setting is no mapping or has a
   * misspelt key, because the earlier error is the cause.
   */
  void addError(String rule) {
    if (whole.node() instanceof Mapping && suggestions.isEmpty()) {
      whole.addError(rule);
    }
  }

  /**
   * Adds an error about a setting that has no meaning here. Adds no error when the mapping has a
   * misspelt key, because the misspelt setting may give the meaning.
   */
  void reject(String key, String why) {
    if (suggestions.isEmpty()) {
      find(key).ifPresent(setting -> setting.addError("must be left out: " + why));
    }
  }
}
