package com.acme.stores;

import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.tck.StoreContract;
import java.util.Map;

class LocalStoreTest extends StoreContract {
  @Override
  protected StoreSettings settings() {
    return new StoreSettings.InProcess(new LocalSource.Other(new LocalProvider(), Map.of()));
  }
}
