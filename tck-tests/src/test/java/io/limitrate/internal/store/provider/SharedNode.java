package io.limitrate.internal.store.provider;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.tck.Await;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A node with a shared cache.
 *
 * @param shared its entries expire {@link #EXPIRY} after their last write
 */
record SharedNode(SharedCache shared, Opening opening, Runnable closing) implements AutoCloseable {
  static final String NAME = "limitrate-test";
  static final Duration EXPIRY = Duration.ofMillis(1_500);

  interface Opening {
    SharedCache open(String name, @Nullable Duration expiry);
  }

  static SharedNode open(SharedSource source) {
    return open(StoreSettings.shared(source, Key.secret(new byte[16])).build());
  }

  static SharedNode open(StoreSettings.Shared settings) {
    var caches = SharedProviders.open(settings, new CountProcessor());
    try {
      return new SharedNode(caches.open(NAME, EXPIRY), caches::open, caches::close);
    } catch (RuntimeException e) {
      caches.close();
      throw e;
    }
  }

  Cache<String, String> cache() {
    return shared.cache();
  }

  @Override
  public void close() {
    closing.run();
  }

  /** Returns whether the condition becomes true within a short time. */
  static boolean becomesTrue(BooleanSupplier condition) {
    return Await.within(Duration.ofSeconds(20), condition);
  }
}
