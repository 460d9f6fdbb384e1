package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Node.Mapping;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A mapping whose keys are known.
 *
 * @param whole the mapping itself
 * @param settings those of its entries that are known, by key
 * @param meant the keys that misspelt keys probably stand for
 */
record Section(Setting whole, Map<String, Setting> settings, Set<String> meant) {
  boolean has(String key) {
    return settings.containsKey(key);
  }

  Optional<Setting> find(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** The section below a key, which is one without settings where nothing is given. */
  Section below(String key, String... keys) {
    return find(key)
        .map(setting -> setting.section(keys))
        .orElseGet(() -> new Section(whole, Map.of(), Set.of()));
  }

  /** The setting, without which the section is wrong. */
  Optional<Setting> need(String key) {
    if (!has(key)) {
      wrong("needs " + key);
    }
    return find(key);
  }

  <T> Optional<T> read(String key, Function<String, T> reader) {
    return find(key).flatMap(setting -> setting.read(reader));
  }

  /** Whether the section has exactly one of these settings, as it must. */
  boolean hasOneOf(String... keys) {
    boolean one = Arrays.stream(keys).filter(this::has).count() == 1;
    if (!one) {
      wrong("needs one of " + String.join(", ", keys));
    }
    return one;
  }

  /**
   * Notes what is wrong with the mapping as a whole. A mapping with a misspelt key, and what is no
   * mapping, were noted as such: anything else would be a consequence.
   */
  void wrong(String rule) {
    if (whole.node() instanceof Mapping && meant.isEmpty()) {
      whole.wrong(rule);
    }
  }

  /** Notes a setting that means nothing here, unless a misspelt key may give it a meaning. */
  void reject(String key, String why) {
    if (meant.isEmpty()) {
      find(key).ifPresent(setting -> setting.wrong("must be left out: " + why));
    }
  }
}
