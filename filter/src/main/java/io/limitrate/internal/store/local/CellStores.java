package io.limitrate.internal.store.local;

import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Store;
import io.limitrate.spi.StoreProvider;
import io.limitrate.spi.StoreProvider.Caches;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;

/** Opens stores whose state is in the process. */
public final class CellStores {
  /** The configuration of caches of cells: by reference and without expiry. */
  static final CompleteConfiguration<Key, Cell> CELLS = byReference(Cell.class);

  static final CompleteConfiguration<Key, StateCell> STATE_CELLS = byReference(StateCell.class);

  /** The part of {@code maxEntries} for rejected keys, and for each kind of foreign entries. */
  private static final int SHARE_PART = 4;

  /** The least number of foreign entries of one kind. */
  private static final long LEAST_RANKED = 1_000;

  private CellStores() {}

  private static <C extends Cell> CompleteConfiguration<Key, C> byReference(Class<C> cell) {
    return new MutableConfiguration<Key, C>().setTypes(Key.class, cell).setStoreByValue(false);
  }

  /** Opens a store without listeners. */
  public static Store open(StoreSettings.InProcess settings) {
    return open(settings, List.of());
  }

  /**
   * Opens a store. Its caches must hold cells by reference, be bounded, and not expire entries.
   *
   * @throws IllegalArgumentException when a setting is wrong, the provider is not on the class
   *     path, or the application's cache does not exist or does not fit
   */
  public static Store open(
      StoreSettings.InProcess settings, List<? extends StoreListener> listeners) {
    Caches caches =
        settings
            .source()
            .provider()
            .open(StoreProvider.Context.inProcess(settings.source().settings()));
    try {
      long maxEntries = settings.maxEntries();
      CellStore limits =
          new CellStore(
              open(caches, Caches.LIMITS, maxEntries),
              open(caches, Caches.REJECTED, share(maxEntries, 1)),
              ForkJoinPool.commonPool(),
              () -> {});
      return new InProcessStore(limits, foreign(caches, maxEntries, listeners));
    } catch (RuntimeException | Error e) {
      caches.close();
      throw e;
    }
  }

  private static Cache<Key, Cell> open(Caches caches, String name, long maxEntries) {
    return CacheCheck.checked(caches.open(name, CELLS, maxEntries));
  }

  private static RankedStore foreign(
      Caches caches, long maxEntries, List<? extends StoreListener> listeners) {
    return new RankedStore(
        caches, share(maxEntries, LEAST_RANKED), listeners, ForkJoinPool.commonPool());
  }

  private static long share(long maxEntries, long least) {
    return Math.max(least, maxEntries / SHARE_PART);
  }
}
