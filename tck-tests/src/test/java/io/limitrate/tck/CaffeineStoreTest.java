package io.limitrate.tck;

import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.store.local.CellStores;

class CaffeineStoreTest extends StoreContract {

  @Override
  protected Store open() {
    return CellStores.open(new StoreSettings.InProcess("caffeine", 20_000));
  }
}
