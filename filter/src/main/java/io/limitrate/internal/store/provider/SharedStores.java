package io.limitrate.internal.store.provider;

import io.limitrate.StoreListener;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.store.local.EhcacheCaches;
import io.limitrate.internal.store.local.PrivateCaches;
import io.limitrate.internal.store.shared.LocalEntry;
import io.limitrate.internal.store.shared.SharedStore;
import io.limitrate.internal.store.shared.strategy.SharedCaches;
import io.limitrate.internal.store.shared.update.EntryUpdateProcessor;
import java.util.List;

/** Opens stores whose state several nodes share. */
public final class SharedStores {
  private SharedStores() {}

  /**
   * Opens a store.
   *
   * @param clock the limiter's clock
   * @param listeners receive operations and the availability of the store
   * @throws IllegalArgumentException when a setting is wrong, or the provider is not on the class
   *     path, does not answer, or cannot update an entry atomically
   */
  public static SharedStore open(
      StoreSettings.Shared settings, Clock clock, List<? extends StoreListener> listeners) {
    SharedCaches shared = SharedProviders.open(settings, new EntryUpdateProcessor());
    EhcacheCaches local = new EhcacheCaches();
    Runnable close = () -> close(shared, local);
    try {
      return SharedStore.builder(
              shared, local.create("limitrate-local", LocalEntry.class, settings.maxEntries()))
          .name(settings.source().toString())
          .root(settings.root())
          .timeout(settings.timeout())
          .clock(clock)
          .listeners(listeners)
          .onClose(close)
          .open();
    } catch (RuntimeException | Error e) {
      close.run();
      throw e;
    }
  }

  private static void close(SharedCaches shared, PrivateCaches local) {
    try {
      local.close();
    } finally {
      shared.close();
    }
  }
}
