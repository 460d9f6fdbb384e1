package io.limitrate.tck.cluster;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.tck.StoreContract;
import java.time.Duration;

/** The contract of all stores, for shared stores. */
abstract class SharedStoreContract extends StoreContract {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Returns the caches of the store, for a new node each time. */
  abstract SharedSource source();

  @Override
  protected final StoreSettings settings() {
    return StoreSettings.shared(source(), Key.random()).timeout(TIMEOUT).build();
  }
}
