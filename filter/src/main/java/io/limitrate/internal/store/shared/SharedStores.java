package io.limitrate.internal.store.shared;

import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.store.provider.BuiltInProvider;
import io.limitrate.internal.store.shared.update.EntryUpdateProcessor;
import io.limitrate.spi.StoreProvider.Caches;
import io.limitrate.spi.StoreProvider.Context;
import java.util.List;
import java.util.Map;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;

/** Opens stores whose state several nodes share. */
public final class SharedStores {
  private static final CompleteConfiguration<Key, LocalEntry> LOCAL =
      new MutableConfiguration<Key, LocalEntry>()
          .setTypes(Key.class, LocalEntry.class)
          .setStoreByValue(false);

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
    SharedSource source = settings.source();
    Context context =
        new Context(source.settings(), settings.timeout(), new EntryUpdateProcessor());
    Caches shared = source.provider().open(context);
    Caches local = BuiltInProvider.EHCACHE.open(Context.inProcess(Map.of()));
    Runnable close = () -> close(shared, local);
    try {
      return SharedStore.builder(
              shared, local.open("limitrate-local", LOCAL, settings.maxEntries()))
          .name(source.toString())
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

  private static void close(Caches shared, Caches local) {
    try (shared) {
      local.close();
    }
  }
}
