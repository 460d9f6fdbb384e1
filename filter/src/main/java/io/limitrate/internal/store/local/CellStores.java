package io.limitrate.internal.store.local;

import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Store;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Opens stores whose state is in the process. */
public final class CellStores {
  /** The part of {@code maxEntries} for rejected keys, and for each kind of foreign entries. */
  private static final int SHARE_PART = 4;

  /** The least number of foreign entries of one kind. */
  private static final long LEAST_RANKED = 1_000;

  private CellStores() {}

  /** Opens a store without listeners. */
  public static Store open(StoreSettings settings) {
    return open(settings, List.of());
  }

  /**
   * Opens a store.
   *
   * @throws IllegalArgumentException when a setting is wrong, the provider is not on the class
   *     path, or the application's cache does not exist or does not fit
   */
  public static Store open(StoreSettings settings, List<? extends StoreListener> listeners) {
    if (settings instanceof StoreSettings.InProcess own) {
      return own(own, listeners);
    }
    if (settings instanceof StoreSettings.Named named) {
      return named(named, listeners);
    }
    throw new IllegalArgumentException("store \"" + settings + "\": must be in the process");
  }

  private static Store own(
      StoreSettings.InProcess settings, List<? extends StoreListener> listeners) {
    PrivateCaches caches = privateCaches(settings.provider());
    try {
      CellStore limits =
          new CellStore(
              caches.create("limitrate", Cell.class, settings.maxEntries()),
              caches.create("limitrate-rejected", Cell.class, share(settings, 1)),
              ForkJoinPool.commonPool(),
              () -> {});
      return new InProcessStore(limits, foreign(caches, settings, listeners));
    } catch (RuntimeException | Error e) {
      caches.close();
      throw e;
    }
  }

  private static RankedStore foreign(
      PrivateCaches caches,
      StoreSettings.InProcess bound,
      List<? extends StoreListener> listeners) {
    long maxEntries = share(bound, LEAST_RANKED);
    return new RankedStore(caches, maxEntries, listeners, ForkJoinPool.commonPool());
  }

  private static long share(StoreSettings.InProcess settings, long least) {
    return Math.max(least, settings.maxEntries() / SHARE_PART);
  }

  private static PrivateCaches privateCaches(String provider) {
    try {
      return switch (provider) {
        case "ehcache" -> new EhcacheCaches();
        case "caffeine" -> new CaffeineCaches();
        default ->
            throw new IllegalArgumentException(
                "provider \"" + provider + "\": must be ehcache or caffeine");
      };
    } catch (NoClassDefFoundError e) {
      throw new IllegalArgumentException(
          "provider \"" + provider + "\": is not on the class path", e);
    }
  }

  private static Store named(
      StoreSettings.Named settings, List<? extends StoreListener> listeners) {
    ApplicationCaches caches = new ApplicationCaches(settings.provider());
    String rejected = settings.rejectedCache();
    return over(
        caches.find(settings.cache()), rejected == null ? null : caches.find(rejected), listeners);
  }

  /**
   * Opens a store over caches of the application, which the application closes. The caches must
   * hold entries by reference, be bounded, and not expire entries. Entries of foreign transitions
   * go to separate caches of Ehcache, bounded as in {@link StoreSettings#DEFAULT}.
   *
   * @param rejected holds rejected keys; with {@code null} the first cache holds them too
   * @throws IllegalArgumentException when a cache does not fit
   */
  public static Store over(
      Cache<?, ?> cells, @Nullable Cache<?, ?> rejected, List<? extends StoreListener> listeners) {
    Cache<Key, Cell> checked = CacheCheck.checked(cells);
    CellStore limits =
        new CellStore(
            checked,
            rejected == null ? checked : CacheCheck.checked(rejected),
            ForkJoinPool.commonPool(),
            () -> {});
    StoreSettings.InProcess bound = StoreSettings.DEFAULT;
    PrivateCaches caches = new LazyCaches(() -> privateCaches(bound.provider()));
    return new InProcessStore(limits, foreign(caches, bound, listeners));
  }
}
