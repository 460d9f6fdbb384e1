package io.limitrate.tck;

import io.limitrate.config.StoreSettings;
import io.limitrate.internal.engine.Store;
import io.limitrate.internal.store.local.CellStores;

class EhcacheStoreTest extends StoreContract {

  @Override
  protected Store open() {
    return CellStores.open(new StoreSettings.InProcess("ehcache", 20_000));
  }
}
