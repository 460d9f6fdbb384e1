package com.acme.stores;

import io.limitrate.spi.StoreProvider;
import java.net.URI;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.CompleteConfiguration;

/** Keeps the state in caches of a JCache provider that several nodes share. */
public final class AcmeProvider implements StoreProvider {
  @Override
  public String id() {
    return "acme";
  }

  @Override
  public boolean shared() {
    return true;
  }

  @Override
  public List<String> keys() {
    return List.of("grid");
  }

  @Override
  public Caches open(Context context) {
    URI grid = URI.create("acme:" + context.settings().getOrDefault("grid", "main"));
    CacheManager manager =
        Caching.getCachingProvider(
                "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
            .getCacheManager(grid, AcmeProvider.class.getClassLoader());
    return new AcmeCaches(manager);
  }

  private record AcmeCaches(CacheManager manager) implements Caches {
    @Override
    public <K, V> Cache<K, V> open(
        String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
      synchronized (AcmeCaches.class) {
        Cache<K, V> existing =
            manager.getCache(name, configuration.getKeyType(), configuration.getValueType());
        return existing != null ? existing : manager.createCache(name, configuration);
      }
    }

    /** Leaves the caches to the other nodes. */
    @Override
    public void close() {}
  }
}
