package io.limitrate.tck;

import io.limitrate.Store;
import io.limitrate.store.CellStores;
import io.limitrate.store.StoreSettings;

class EhcacheStoreTest extends StoreContract {

  @Override
  protected Store open() {
    return CellStores.open(new StoreSettings.InProcess("ehcache", 20_000));
  }
}
