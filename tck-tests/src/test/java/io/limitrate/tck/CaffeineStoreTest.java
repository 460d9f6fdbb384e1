package io.limitrate.tck;

import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;

class CaffeineStoreTest extends StoreContract {

  @Override
  protected StoreSettings settings() {
    return new StoreSettings.InProcess(new LocalSource.Caffeine(), 20_000);
  }
}
