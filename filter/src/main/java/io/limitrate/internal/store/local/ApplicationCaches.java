package io.limitrate.internal.store.local;

import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** Finds caches that the application made, in the default manager of their provider. */
public final class ApplicationCaches {
  private static final String ONLY = "default";

  private final CacheManager manager;

  /**
   * Those of a provider.
   *
   * @param provider its class name, or {@code default} for the only one on the class path
   * @throws IllegalArgumentException when there is no such provider, or more than one
   */
  public ApplicationCaches(String provider) {
    manager = provider(provider).getCacheManager();
  }

  private static CachingProvider provider(String name) {
    try {
      return name.equals(ONLY) ? Caching.getCachingProvider() : Caching.getCachingProvider(name);
    } catch (CacheException e) {
      throw new IllegalArgumentException(
          "provider \""
              + name
              + "\": must be the class name of a JCache provider, or default where there is only"
              + " one: "
              + e.getMessage(),
          e);
    }
  }

  /** A cache of whatever types. */
  Cache<?, ?> find(String name) {
    return existing(manager.getCache(name), name);
  }

  /** A cache of texts; some providers give it to those only who name the types it was made with. */
  public Cache<String, String> findTexts(String name) {
    try {
      return existing(manager.getCache(name, String.class, String.class), name);
    } catch (ClassCastException e) {
      return existing(manager.getCache(name), name);
    }
  }

  private <C extends Cache<?, ?>> C existing(C cache, String name) {
    if (cache == null) {
      throw new IllegalArgumentException(
          "cache \"" + name + "\": there is none of that name in " + manager.getURI());
    }
    return cache;
  }
}
