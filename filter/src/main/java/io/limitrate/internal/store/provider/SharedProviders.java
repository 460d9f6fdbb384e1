package io.limitrate.internal.store.provider;

import io.limitrate.config.SharedSource;
import io.limitrate.config.SharedSource.Application;
import io.limitrate.config.SharedSource.Configured;
import io.limitrate.config.SharedSource.RedisAddress;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.shared.strategy.SharedCaches;
import javax.cache.processor.EntryProcessor;

/** Opens the caches that several nodes share. */
final class SharedProviders {
  private SharedProviders() {}

  /**
   * Connects to the caches, or joins their cluster.
   *
   * @param processor runs at the owners of entries; has no state
   * @throws IllegalArgumentException when the provider is not on the class path, its configuration
   *     is missing or wrong, its server does not answer, or the application's cache is missing or
   *     does not fit
   */
  static SharedCaches open(StoreSettings.Shared settings, EntryProcessor<?, ?, ?> processor) {
    SharedSource source = settings.source();
    if (source instanceof Application application) {
      return new NamedCaches(application);
    }
    SharedSource.Provider provider =
        source instanceof Configured configured ? configured.kind() : SharedSource.Provider.REDIS;
    try {
      return source instanceof RedisAddress redis
          ? RedissonCaches.at(redis, settings.timeout())
          : configured((Configured) source, settings, processor);
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "provider \""
              + provider.text()
              + "\": needs "
              + provider.artifact()
              + " on the class path",
          e);
    }
  }

  private static SharedCaches configured(
      Configured source, StoreSettings.Shared settings, EntryProcessor<?, ?, ?> processor) {
    ConfigFile file = ConfigFile.of(source.config());
    return switch (source.kind()) {
      case REDIS -> RedissonCaches.of(file, settings.timeout());
      case HAZELCAST -> HazelcastCaches.member(file, processor);
      case HAZELCAST_CLIENT -> HazelcastCaches.client(file);
      case INFINISPAN -> new InfinispanCaches(file, settings.timeout(), processor);
    };
  }
}
