package io.limitrate.internal.store.provider;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.shared.SharedCache;
import io.limitrate.tck.Await;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * One of several nodes, with a cache that they share.
 *
 * @param shared its entries leave {@link #EXPIRY} after they were last written
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

  /** Whether it comes true within a while. */
  static boolean becomesTrue(BooleanSupplier condition) {
    return Await.within(Duration.ofSeconds(20), condition);
  }
}
