package io.limitrate.tck;

import io.limitrate.Store;
import io.limitrate.store.CellStores;
import io.limitrate.store.StoreSettings;

class CaffeineStoreTest extends StoreContract {

  @Override
  protected Store open() {
    return CellStores.open(new StoreSettings.InProcess("caffeine", 20_000));
  }
}
