package io.limitrate.internal.store.local;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.limitrate.Key;
import java.util.OptionalLong;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Creates caches of Caffeine, through its JCache adapter. */
final class CaffeineCaches implements PrivateCaches {
  private final CaffeineCachingProvider provider = new CaffeineCachingProvider();
  private final CacheManager manager =
      provider.getCacheManager(PrivateCaches.uniqueUri(), Key.class.getClassLoader());

  @Override
  public <V> Cache<Key, V> create(String name, Class<V> type, long maxEntries) {
    CaffeineConfiguration<Key, V> configuration = new CaffeineConfiguration<>();
    configuration.setTypes(Key.class, type);
    configuration.setStoreByValue(false);
    configuration.setMaximumSize(OptionalLong.of(maxEntries));
    return manager.createCache(name, configuration);
  }

  @Override
  public void close() {
    provider.close();
  }
}
