package io.limitrate.internal.yaml;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.SharedSource.Application;
import io.limitrate.config.SharedSource.Configured;
import io.limitrate.config.SharedSource.RedisAddress;
import io.limitrate.config.StoreSettings;
import io.limitrate.config.StoreSettings.Shared;
import io.limitrate.internal.source.Node.Scalar;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the settings of a store that several nodes share. */
final class SharedStoreBinder {
  static final Map<String, SharedSource.Provider> PROVIDERS =
      Arrays.stream(SharedSource.Provider.values())
          .collect(toUnmodifiableMap(SharedSource.Provider::text, Function.identity()));

  private static final List<String> KEYS =
      List.of("address", "config", "secret", "namespace", "nodes", "timeout");
  private static final Pattern SECRET = Pattern.compile("[0-9A-Fa-f]{32}");
  private static final Function<String, Duration> TIMEOUT = Times.between("1ms", "1m");

  private SharedStoreBinder() {}

  /** Returns whether the section describes a shared store. */
  static boolean reads(Section store) {
    if (store.has("cache")) {
      return store.find("shared").map(Setting::isTrue).orElse(false);
    }
    return provider(store).isPresent();
  }

  private static Optional<SharedSource.Provider> provider(Section store) {
    return store
        .find("provider")
        .map(Setting::node)
        .map(node -> node instanceof Scalar scalar ? scalar.text().strip() : "")
        .map(PROVIDERS::get);
  }

  /** Adds an error for each setting that a store without sharing does not support. */
  static void rejectAll(Section store) {
    boolean named = store.has("cache");
    if (!named) {
      store.reject("shared", "it needs cache as well");
    }
    for (String key : KEYS) {
      store.reject(key, named ? "it needs shared: true as well" : "the store is not shared");
    }
  }

  static StoreSettings read(Section store) {
    Optional<SharedSource> source = store.has("cache") ? application(store) : own(store);
    Optional<Key> secret =
        store
            .require("secret")
            .flatMap(setting -> setting.read(SharedStoreBinder::secret, hidden -> "***"));
    Optional<Long> nodes = store.find("nodes").flatMap(s -> s.whole(1, Integer.MAX_VALUE));
    Optional<String> namespace = store.find("namespace").flatMap(Setting::text);
    Optional<Duration> timeout = store.read("timeout", TIMEOUT);
    Optional<Long> maxEntries =
        store.find("maxEntries").flatMap(setting -> setting.whole(1, Long.MAX_VALUE));
    if (source.isEmpty() || secret.isEmpty()) {
      return StoreSettings.DEFAULT;
    }
    Shared.Builder shared = StoreSettings.shared(source.get(), secret.get());
    nodes.ifPresent(number -> shared.nodes(Math.toIntExact(number)));
    namespace.ifPresent(shared::namespace);
    timeout.ifPresent(shared::timeout);
    maxEntries.ifPresent(shared::maxEntries);
    return shared.build();
  }

  private static Optional<SharedSource> application(Section store) {
    store.reject("rejectedCache", "a shared store has none");
    store.reject("address", "it belongs to the provider redis");
    store.reject("config", "the cache that is named is configured already");
    String provider = StoreBinder.cacheProvider(store);
    return store
        .find("cache")
        .flatMap(Setting::text)
        .map(cache -> new Application(provider, cache));
  }

  private static Optional<SharedSource> own(Section store) {
    store.reject("shared", "it needs cache as well");
    store.reject("rejectedCache", "it needs cache as well");
    SharedSource.Provider provider = provider(store).orElseThrow();
    if (provider != SharedSource.Provider.REDIS) {
      store.reject("address", "it belongs to the provider redis");
      return store.require("config").flatMap(config -> configured(provider, config));
    }
    if (!store.hasOneOf("address", "config")) {
      return Optional.empty();
    }
    return store.has("config")
        ? store.find("config").flatMap(config -> configured(provider, config))
        : store.find("address").flatMap(s -> s.read(RedisAddress::new, RedisAddress::shown));
  }

  private static Optional<SharedSource> configured(SharedSource.Provider provider, Setting config) {
    return config.text().map(location -> new Configured(provider, location));
  }

  private static Key secret(String text) {
    if (!SECRET.matcher(text).matches()) {
      throw new IllegalArgumentException("must be 32 hexadecimal digits, the same on every node");
    }
    return Key.secret(HexFormat.of().parseHex(text));
  }
}
