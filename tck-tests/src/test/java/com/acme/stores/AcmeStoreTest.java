package com.acme.stores;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.tck.StoreContract;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

class AcmeStoreTest extends StoreContract {
  @Override
  protected StoreSettings settings() {
    Map<String, String> own = Map.of("grid", UUID.randomUUID().toString());
    return StoreSettings.shared(new SharedSource.Other(new AcmeProvider(), own), Key.random())
        .timeout(Duration.ofSeconds(10))
        .build();
  }
}
