package io.limitrate.config;

import io.limitrate.store.StoreSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads where state is kept. */
final class StoreBinder {
  private static final Set<String> OWN = Set.of("ehcache", "caffeine");
  private static final String DEFAULT_PROVIDER = "default";

  private StoreBinder() {}

  static StoreSettings read(Setting setting) {
    Section store = setting.section("provider", "maxEntries", "cache", "refusedCache");
    return store.has("cache") ? named(store) : own(store);
  }

  private static StoreSettings own(Section store) {
    StoreSettings defaults = StoreSettings.DEFAULT;
    String provider = store.read("provider", StoreBinder::ownProvider).orElse(defaults.provider());
    long maxEntries =
        store
            .find("maxEntries")
            .flatMap(setting -> setting.whole(1, Long.MAX_VALUE))
            .orElse(defaults.maxEntries());
    store.refuse("refusedCache", "it needs cache as well");
    return new StoreSettings(provider, maxEntries, null, null);
  }

  private static String ownProvider(String name) {
    if (!OWN.contains(name)) {
      throw new IllegalArgumentException(
          "must be ehcache or caffeine, or come with the name of a cache");
    }
    return name;
  }

  private static StoreSettings named(Section store) {
    String provider = store.read("provider", StoreBinder::otherProvider).orElse(DEFAULT_PROVIDER);
    @Nullable String cache = text(store, "cache");
    @Nullable String refusedCache = cache == null ? null : text(store, "refusedCache");
    store.refuse("maxEntries", "the cache that is named has its own bound");
    return new StoreSettings(provider, StoreSettings.DEFAULT.maxEntries(), cache, refusedCache);
  }

  private static String otherProvider(String name) {
    if (OWN.contains(name)) {
      throw new IllegalArgumentException(
          "must be default or the class name of a provider where a cache is named");
    }
    return name;
  }

  private static @Nullable String text(Section store, String key) {
    return store.find(key).flatMap(Setting::text).orElse(null);
  }
}
