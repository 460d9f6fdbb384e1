package io.limitrate.internal.store.provider;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.limitrate.Key;
import io.limitrate.spi.StoreProvider;
import java.util.OptionalLong;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;

/** Creates caches of Caffeine, through its JCache adapter. */
final class CaffeineCaches implements StoreProvider.Caches {
  private final CaffeineCachingProvider provider = new CaffeineCachingProvider();
  private final CacheManager manager =
      provider.getCacheManager(CacheManagerUri.unique(), Key.class.getClassLoader());

  @Override
  public <K, V> Cache<K, V> open(
      String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
    CaffeineConfiguration<K, V> bounded = new CaffeineConfiguration<>(configuration);
    bounded.setMaximumSize(OptionalLong.of(maxEntries));
    return manager.createCache(name, bounded);
  }

  @Override
  public void close() {
    provider.close();
  }
}
