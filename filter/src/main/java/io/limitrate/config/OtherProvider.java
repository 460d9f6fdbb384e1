package io.limitrate.config;

import io.limitrate.spi.StoreProvider;
import java.util.List;
import java.util.Map;

/** Checks the settings of a provider that is not a part of Limitrate. */
final class OtherProvider {
  private OtherProvider() {}

  /**
   * Returns a copy of the settings.
   *
   * @throws IllegalArgumentException when the caches are of the other kind, or a key is unknown
   */
  static Map<String, String> settings(
      StoreProvider provider, boolean shared, Map<String, String> settings) {
    if (provider.shared() != shared) {
      throw new IllegalArgumentException(
          "provider \"%s\": must be a provider of caches %s"
              .formatted(provider.id(), shared ? "that nodes share" : "in the process"));
    }
    List<String> known = provider.keys();
    for (String key : settings.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "setting \"%s\": must be one of %s".formatted(key, String.join(", ", known)));
      }
    }
    return Map.copyOf(settings);
  }
}
