package com.acme.stores;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.limitrate.spi.StoreProvider;
import java.net.URI;
import java.util.OptionalLong;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;

/** Keeps the state in this process; no service, so a configuration names the class. */
public final class LocalProvider implements StoreProvider {
  @Override
  public String id() {
    return "local";
  }

  @Override
  public boolean shared() {
    return false;
  }

  @Override
  public Caches open(Context context) {
    CaffeineCachingProvider provider = new CaffeineCachingProvider();
    CacheManager manager =
        provider.getCacheManager(
            URI.create("acme:" + UUID.randomUUID()), LocalProvider.class.getClassLoader());
    return new Caches() {
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
    };
  }
}
