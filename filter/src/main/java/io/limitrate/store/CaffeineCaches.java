package io.limitrate.store;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.limitrate.Key;
import java.util.OptionalLong;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Caffeine, by its JCache adapter. */
final class CaffeineCaches implements OwnCaches {
  private final CaffeineCachingProvider provider = new CaffeineCachingProvider();
  private final CacheManager manager =
      provider.getCacheManager(OwnCaches.uniqueUri(), Key.class.getClassLoader());

  @Override
  public Cache<Key, Cell> create(String name, long maxEntries) {
    CaffeineConfiguration<Key, Cell> configuration = new CaffeineConfiguration<>();
    configuration.setTypes(Key.class, Cell.class);
    configuration.setStoreByValue(false);
    configuration.setMaximumSize(OptionalLong.of(maxEntries));
    return manager.createCache(name, configuration);
  }

  @Override
  public void close() {
    provider.close();
  }
}
