package io.limitrate.internal.yaml;

import io.limitrate.config.LocalSource;
import io.limitrate.config.SharedSource;
import io.limitrate.config.SharedSource.Configured;
import io.limitrate.config.SharedSource.RedisAddress;
import io.limitrate.internal.store.provider.BuiltInProvider;
import io.limitrate.internal.store.provider.RedisServerAddress;
import io.limitrate.spi.StoreProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the provider's own settings, and returns the typed source of caches. */
final class StoreSources {
  private StoreSources() {}

  /** Reads a cache of the application in the process. */
  static Optional<LocalSource> localCache(Section section) {
    String rejected = section.find(BuiltInProvider.REJECTED).flatMap(Setting::text).orElse(null);
    String jcache = jcacheProvider(section);
    return cache(section).map(name -> new LocalSource.Application(jcache, name, rejected));
  }

  /** Reads a cache of the application that nodes share. */
  static Optional<SharedSource> sharedCache(Section section) {
    String jcache = jcacheProvider(section);
    return cache(section).map(name -> new SharedSource.Application(jcache, name));
  }

  private static String jcacheProvider(Section section) {
    return section.find(BuiltInProvider.JCACHE).flatMap(Setting::text).orElse("default");
  }

  private static Optional<String> cache(Section section) {
    return section.require(BuiltInProvider.NAME).flatMap(Setting::text);
  }

  static Optional<SharedSource> redis(Section section) {
    if (!section.hasOneOf(BuiltInProvider.ADDRESS, BuiltInProvider.CONFIG)) {
      return Optional.empty();
    }
    return section.has(BuiltInProvider.CONFIG)
        ? configured(SharedSource.Provider.REDIS, section)
        : section
            .find(BuiltInProvider.ADDRESS)
            .flatMap(s -> s.read(RedisAddress::new, RedisServerAddress::shown));
  }

  static Optional<SharedSource> configured(SharedSource.Provider provider, Section section) {
    return section
        .require(BuiltInProvider.CONFIG)
        .flatMap(Setting::text)
        .map(location -> new Configured(provider, location));
  }

  /** Returns the provider's own settings; empty when one of them is invalid. */
  static Optional<Map<String, String>> texts(StoreProvider provider, Section section) {
    Map<String, String> texts = new LinkedHashMap<>();
    boolean valid = true;
    for (String key : provider.keys()) {
      Optional<Setting> setting = section.find(key);
      Optional<String> text = setting.flatMap(Setting::text);
      valid &= setting.isPresent() == text.isPresent();
      text.ifPresent(value -> texts.put(key, value));
    }
    return valid ? Optional.of(texts) : Optional.empty();
  }
}
