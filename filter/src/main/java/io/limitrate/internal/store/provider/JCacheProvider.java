package io.limitrate.internal.store.provider;

import io.limitrate.spi.StoreProvider;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** Finds the application's caches in the default cache manager of their JCache provider. */
final class JCacheProvider {
  /** The name of the only JCache provider on the class path. */
  private static final String ONLY = "default";

  private final CacheManager manager;

  private JCacheProvider(CacheManager manager) {
    this.manager = manager;
  }

  /**
   * Returns the provider that the settings name by its class, or by {@code default} for the only
   * provider on the class path.
   *
   * @throws IllegalArgumentException when there is no such provider, or more than one
   */
  static JCacheProvider of(StoreProvider.Context context) {
    String name = context.settings().getOrDefault(BuiltInProvider.JCACHE, ONLY);
    return new JCacheProvider(provider(name).getCacheManager());
  }

  private static CachingProvider provider(String name) {
    try {
      return name.equals(ONLY) ? Caching.getCachingProvider() : Caching.getCachingProvider(name);
    } catch (CacheException e) {
      throw new IllegalArgumentException(
          "provider \""
              + name
              + "\": must be the class name of a JCache provider, or default if there is only"
              + " one: "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Returns the cache, of any types.
   *
   * @throws IllegalArgumentException when there is no cache of this name
   */
  Cache<?, ?> find(String name) {
    return existing(manager.getCache(name), name);
  }

  /**
   * Returns a cache of texts. Some providers return a typed cache only to a caller that names its
   * types.
   *
   * @throws IllegalArgumentException when there is no cache of this name
   */
  Cache<String, String> findTexts(String name) {
    try {
      return existing(manager.getCache(name, String.class, String.class), name);
    } catch (ClassCastException e) {
      return existing(manager.getCache(name), name);
    }
  }

  private <C extends Cache<?, ?>> C existing(C cache, String name) {
    if (cache == null) {
      throw new IllegalArgumentException(
          "cache \"" + name + "\": must exist in " + manager.getURI());
    }
    return cache;
  }
}
