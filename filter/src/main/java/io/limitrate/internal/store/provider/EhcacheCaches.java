package io.limitrate.internal.store.provider;

import static org.ehcache.jsr107.config.ConfigurationElementState.DISABLED;

import io.limitrate.Key;
import io.limitrate.spi.StoreProvider;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.config.DefaultConfiguration;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.ehcache.jsr107.config.Jsr107CacheConfiguration;

/**
 * Creates caches of Ehcache on the heap. A plain JSR-107 configuration has no bound; Ehcache's
 * default configuration counts statistics at every read and registers MBeans.
 */
final class EhcacheCaches implements StoreProvider.Caches {
  private final EhcacheCachingProvider provider = new EhcacheCachingProvider();
  private final CacheManager manager =
      SilentSlf4j.during(
          EhcacheCachingProvider.class,
          () ->
              provider.getCacheManager(
                  CacheManagerUri.unique(), new DefaultConfiguration(Key.class.getClassLoader())));

  @Override
  public <K, V> Cache<K, V> open(
      String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
    return manager.createCache(
        name,
        Eh107Configuration.fromEhcacheCacheConfiguration(
            CacheConfigurationBuilder.newCacheConfigurationBuilder(
                    configuration.getKeyType(),
                    configuration.getValueType(),
                    ResourcePoolsBuilder.heap(maxEntries))
                .withExpiry(ExpiryPolicyBuilder.noExpiration())
                .withService(new Jsr107CacheConfiguration(DISABLED, DISABLED))));
  }

  @Override
  public void close() {
    provider.close();
  }
}
