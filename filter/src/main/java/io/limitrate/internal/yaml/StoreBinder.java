package io.limitrate.internal.yaml;

import io.limitrate.config.StoreSettings;
import io.limitrate.config.StoreSettings.InProcess;
import io.limitrate.config.StoreSettings.Named;
import io.limitrate.internal.source.Node.Mapping;
import io.limitrate.internal.text.Suggestion;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads the settings of the store, which holds the state of all limits. */
final class StoreBinder {
  private static final InProcess DEFAULT = StoreSettings.DEFAULT;
  private static final Set<String> OWN = Set.of("ehcache", "caffeine");
  private static final String NODES = "nodes";

  private StoreBinder() {}

  /** Returns whether a section gives the number of nodes that share the store. */
  static boolean saysNodes(Setting setting) {
    return setting.node() instanceof Mapping mapping
        && mapping.entries().stream().anyMatch(entry -> entry.key().equals(NODES));
  }

  static StoreSettings read(Setting setting) {
    Section store =
        setting.section(
            "provider",
            "maxEntries",
            "cache",
            "rejectedCache",
            "shared",
            "address",
            "config",
            "secret",
            "namespace",
            NODES,
            "timeout");
    if (SharedStoreBinder.reads(store)) {
      return SharedStoreBinder.read(store);
    }
    SharedStoreBinder.rejectAll(store);
    return store.has("cache") ? named(store) : own(store);
  }

  private static InProcess own(Section store) {
    String provider = store.read("provider", StoreBinder::ownProvider).orElse(DEFAULT.provider());
    store.reject("rejectedCache", "it needs cache as well");
    long maxEntries =
        store
            .find("maxEntries")
            .flatMap(setting -> setting.whole(1, Long.MAX_VALUE))
            .orElse(DEFAULT.maxEntries());
    return new InProcess(provider, maxEntries);
  }

  private static String ownProvider(String name) {
    if (!OWN.contains(name)) {
      Set<String> known = new TreeSet<>(OWN);
      known.addAll(SharedStoreBinder.PROVIDERS.keySet());
      throw new IllegalArgumentException(
          "must be one of "
              + String.join(", ", known)
              + ", or come with the name of a cache"
              + Suggestion.of(name, known));
    }
    return name;
  }

  private static StoreSettings named(Section store) {
    String provider = cacheProvider(store);
    String cache = text(store, "cache");
    String rejectedCache = text(store, "rejectedCache");
    store.reject("maxEntries", "the cache that is named has its own bound");
    return cache == null ? DEFAULT : new Named(provider, cache, rejectedCache);
  }

  /** Returns the provider of a cache that the section names. */
  static String cacheProvider(Section store) {
    return store.read("provider", StoreBinder::otherProvider).orElse("default");
  }

  private static String otherProvider(String name) {
    if (OWN.contains(name) || SharedStoreBinder.PROVIDERS.containsKey(name)) {
      throw new IllegalArgumentException(
          "must be default or the class name of a provider where a cache is named");
    }
    return name;
  }

  private static @Nullable String text(Section store, String key) {
    return store.find(key).flatMap(Setting::text).orElse(null);
  }
}
