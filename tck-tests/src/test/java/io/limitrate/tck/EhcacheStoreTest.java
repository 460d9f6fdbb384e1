package io.limitrate.tck;

import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;

class EhcacheStoreTest extends StoreContract {

  @Override
  protected StoreSettings settings() {
    return new StoreSettings.InProcess(new LocalSource.Ehcache(), 20_000);
  }
}
