package io.limitrate.tck.cluster;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.store.provider.SharedStores;
import io.limitrate.tck.StoreContract;
import java.time.Duration;
import java.util.List;

/** The contract of all stores, for shared stores. */
abstract class SharedStoreContract extends StoreContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Returns the caches of the store, for a new node each time. */
  abstract SharedSource source();

  @Override
  protected final Store open() {
    StoreSettings.Shared settings =
        StoreSettings.shared(source(), Key.random()).timeout(TIMEOUT).build();
    return SharedStores.open(settings, CLOCK, List.of());
  }
}
