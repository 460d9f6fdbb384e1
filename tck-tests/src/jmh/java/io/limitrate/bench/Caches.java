package io.limitrate.bench;

import static org.ehcache.jsr107.config.ConfigurationElementState.DISABLED;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import java.net.URI;
import java.util.OptionalLong;
import javax.cache.Cache;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.core.config.DefaultConfiguration;
import org.ehcache.jsr107.Eh107Configuration;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.ehcache.jsr107.config.Jsr107CacheConfiguration;

/**
 * Creates bare caches like those of a limiter: by reference, bounded, without expiry and
 * statistics.
 */
final class Caches {
  static final long MAX_ENTRIES = 2_000_000;
  private static final URI NAME = URI.create("urn:bench");

  private Caches() {}

  /** Settings of a limiter's own caches. */
  static StoreSettings.InProcess settings(String provider, long maxEntries) {
    LocalSource source =
        provider.equals("caffeine") ? new LocalSource.Caffeine() : new LocalSource.Ehcache();
    return new StoreSettings.InProcess(source, maxEntries);
  }

  static <K, V> Cache<K, V> ehcache(Class<K> key, Class<V> value) {
    return new EhcacheCachingProvider()
        .getCacheManager(NAME, new DefaultConfiguration(Caches.class.getClassLoader()))
        .createCache(
            "bench",
            Eh107Configuration.fromEhcacheCacheConfiguration(
                CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        key, value, ResourcePoolsBuilder.heap(MAX_ENTRIES))
                    .withService(new Jsr107CacheConfiguration(DISABLED, DISABLED))));
  }

  static <K, V> Cache<K, V> caffeine(Class<K> key, Class<V> value) {
    CaffeineConfiguration<K, V> configuration = new CaffeineConfiguration<>();
    configuration.setTypes(key, value);
    configuration.setStoreByValue(false);
    configuration.setMaximumSize(OptionalLong.of(MAX_ENTRIES));
    return new CaffeineCachingProvider()
        .getCacheManager(NAME, Caches.class.getClassLoader())
        .createCache("bench", configuration);
  }
}
