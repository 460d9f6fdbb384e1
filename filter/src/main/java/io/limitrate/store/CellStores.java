package io.limitrate.store;

import io.limitrate.Key;
import io.limitrate.Store;
import java.util.concurrent.ForkJoinPool;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** Opens stores that keep their state in the process. */
public final class CellStores {
  /** Keys that were refused are few; a quarter as many as keys in all is generous. */
  private static final int REFUSED_SHARE = 4;

  private CellStores() {}

  /**
   * Opens a store.
   *
   * @throws IllegalArgumentException when a setting is wrong, the provider is not on the class
   *     path, or the application's cache does not exist or does not fit
   */
  public static Store open(StoreSettings settings) {
    return settings.cache() == null ? own(settings) : named(settings, settings.cache());
  }

  private static Store own(StoreSettings settings) {
    long refusedEntries = Math.max(1, settings.maxEntries() / REFUSED_SHARE);
    OwnCaches caches = ownCaches(settings);
    try {
      return new CellStore(
          caches.create("limitrate", settings.maxEntries()),
          caches.create("limitrate-refused", refusedEntries),
          ForkJoinPool.commonPool(),
          caches::close);
    } catch (RuntimeException | Error e) {
      caches.close();
      throw e;
    }
  }

  private static OwnCaches ownCaches(StoreSettings settings) {
    try {
      return switch (settings.provider()) {
        case "ehcache" -> new EhcacheCaches();
        case "caffeine" -> new CaffeineCaches();
        default ->
            throw new IllegalArgumentException(
                "provider \""
                    + settings.provider()
                    + "\": must be ehcache or caffeine, or come with the name of a cache");
      };
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "provider \"" + settings.provider() + "\": is not on the class path", e);
    }
  }

  private static Store named(StoreSettings settings, String cache) {
    CacheManager manager = manager(settings.provider());
    String refused = settings.refusedCache();
    return over(find(manager, cache), refused == null ? null : find(manager, refused));
  }

  private static CacheManager manager(String provider) {
    boolean only = provider.equals("default") || provider.equals(StoreSettings.DEFAULT.provider());
    CachingProvider found =
        only ? Caching.getCachingProvider() : Caching.getCachingProvider(provider);
    return found.getCacheManager();
  }

  private static Cache<?, ?> find(CacheManager manager, String name) {
    Cache<?, ?> cache = manager.getCache(name);
    if (cache == null) {
      throw new IllegalArgumentException(
          "cache \"" + name + "\": there is none of that name in " + manager.getURI());
    }
    return cache;
  }

  /**
   * A store over caches that the application made, which stay the application's to close. They hold
   * entries by reference, are bounded, and do not expire.
   *
   * @param refused for keys that were refused; with {@code null} they share the bound of all others
   * @throws IllegalArgumentException when a cache does not fit
   */
  public static Store over(Cache<?, ?> cells, @Nullable Cache<?, ?> refused) {
    Cache<Key, Cell> checked = CacheCheck.checked(cells);
    return new CellStore(
        checked,
        refused == null ? checked : CacheCheck.checked(refused),
        ForkJoinPool.commonPool(),
        () -> {});
  }
}
