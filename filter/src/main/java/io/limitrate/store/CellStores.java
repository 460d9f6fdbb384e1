package io.limitrate.store;

import io.limitrate.Key;
import io.limitrate.Store;
import java.util.concurrent.ForkJoinPool;
import javax.cache.Cache;
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
    if (settings instanceof StoreSettings.InProcess own) {
      return own(own);
    }
    if (settings instanceof StoreSettings.Named named) {
      return named(named);
    }
    throw new IllegalArgumentException("store \"" + settings + "\": must be in the process");
  }

  private static Store own(StoreSettings.InProcess settings) {
    long refusedEntries = Math.max(1, settings.maxEntries() / REFUSED_SHARE);
    OwnCaches caches = ownCaches(settings);
    try {
      return new CellStore(
          caches.create("limitrate", Cell.class, settings.maxEntries()),
          caches.create("limitrate-refused", Cell.class, refusedEntries),
          ForkJoinPool.commonPool(),
          caches::close);
    } catch (RuntimeException | Error e) {
      caches.close();
      throw e;
    }
  }

  private static OwnCaches ownCaches(StoreSettings.InProcess settings) {
    try {
      return switch (settings.provider()) {
        case "ehcache" -> new EhcacheCaches();
        case "caffeine" -> new CaffeineCaches();
        default ->
            throw new IllegalArgumentException(
                "provider \"" + settings.provider() + "\": must be ehcache or caffeine");
      };
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "provider \"" + settings.provider() + "\": is not on the class path", e);
    }
  }

  private static Store named(StoreSettings.Named settings) {
    ApplicationCaches caches = new ApplicationCaches(settings.provider());
    String refused = settings.refusedCache();
    return over(caches.find(settings.cache()), refused == null ? null : caches.find(refused));
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
