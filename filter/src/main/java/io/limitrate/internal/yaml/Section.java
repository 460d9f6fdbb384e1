package io.limitrate.internal.yaml;

import io.limitrate.internal.source.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

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

  /** Returns a setting that the section has. */
  Setting get(String key) {
    return Objects.requireNonNull(settings.get(key));
  }

  Optional<Setting> find(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Returns the section of a key. Returns a section without settings when the key is absent. */
  Section below(String key, String... keys) {
    return has(key) ? get(key).section(keys) : new Section(whole, Map.of(), Set.of());
  }

  /** Returns the setting. Adds an error when the setting is absent. */
  Optional<Setting> require(String key) {
    if (!has(key)) {
      addError("needs " + key);
    }
    return find(key);
  }

  <T> Optional<T> read(String key, Function<String, T> reader) {
    return has(key) ? get(key).read(reader) : Optional.empty();
  }

  /** Returns the whole number. Returns empty when the setting is absent or invalid. */
  Optional<Long> whole(String key, long least, long most) {
    return has(key) ? get(key).whole(least, most) : Optional.empty();
  }

  /** Returns whether the setting is true; {@code absent} when the section does not have it. */
  boolean isTrue(String key, boolean absent) {
    return has(key) ? get(key).isTrue() : absent;
  }

  /** Returns whether the section has the setting, and its value is {@code none}. */
  boolean isNone(String key) {
    return has(key) && get(key).isNone();
  }

  /** Returns whether the section has exactly one of these settings. Otherwise adds an error. */
  boolean hasOneOf(String... keys) {
    List<String> given = new ArrayList<>(List.of(keys));
    given.retainAll(settings.keySet());
    if (given.size() != 1) {
      addError("needs one of " + String.join(", ", keys));
    }
    return given.size() == 1;
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
   * Returns what the constructor creates. If the constructor rejects its arguments, adds the
   * message as an error, and returns empty.
   */
  <T> Optional<T> build(Supplier<T> constructor) {
    try {
      return Optional.of(constructor.get());
    } catch (IllegalArgumentException e) {
      addError(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Adds an error about a setting that has no meaning here. Adds no error when the mapping has a
   * misspelt key, because the misspelt setting may give the meaning.
   */
  void reject(String key, String why) {
    if (suggestions.isEmpty() && has(key)) {
      get(key).addError("must be left out: " + why);
    }
  }
}
