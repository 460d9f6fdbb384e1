package io.limitrate.internal.store.provider;

import io.limitrate.Key;
import io.limitrate.config.SharedSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import io.limitrate.spi.StoreProvider;
import io.limitrate.tck.Await;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A node with a shared cache.
 *
 * @param shared its entries expire {@link #LASTING} after their last write, so they outlast a test
 *     on a busy machine
 */
record SharedNode(SharedCache shared, StoreProvider.Caches caches) implements AutoCloseable {
  static final String NAME = "limitrate-test";
  static final Duration EXPIRY = Duration.ofMillis(1_500);
  static final Duration LASTING = Duration.ofSeconds(30);

  private static final long MAX_ENTRIES = 1_000_000;

  static SharedNode open(SharedSource source) {
    return open(StoreSettings.shared(source, Key.secret(new byte[16])).build());
  }

  /** Opens a node whose provider waits long for other members, as a busy machine needs. */
  static SharedNode openPatient(SharedSource source) {
    return open(StoreSettings.shared(source, Key.secret(new byte[16])).timeout(LASTING).build());
  }

  static SharedNode open(StoreSettings.Shared settings) {
    StoreProvider.Context context =
        new StoreProvider.Context(
            settings.source().settings(), settings.timeout(), new CountProcessor());
    StoreProvider.Caches caches = settings.source().provider().open(context);
    try {
      return new SharedNode(open(caches, NAME, LASTING), caches);
    } catch (RuntimeException e) {
      caches.close();
      throw e;
    }
  }

  /** Returns the node with a cache whose entries expire {@link #EXPIRY} after their last write. */
  SharedNode expiring() {
    return new SharedNode(open("limitrate-expiring", EXPIRY), caches);
  }

  /** Opens another cache. */
  SharedCache open(String name, @Nullable Duration expiry) {
    return open(caches, name, expiry);
  }

  private static SharedCache open(
      StoreProvider.Caches caches, String name, @Nullable Duration expiry) {
    return SharedCache.of(caches, caches.open(name, configuration(expiry), MAX_ENTRIES));
  }

  static MutableConfiguration<String, String> configuration(@Nullable Duration expiry) {
    return new MutableConfiguration<String, String>()
        .setTypes(String.class, String.class)
        .setExpiryPolicyFactory(
            expiry == null
                ? EternalExpiryPolicy.factoryOf()
                : ModifiedExpiryPolicy.factoryOf(
                    new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, expiry.toMillis())));
  }

  Cache<String, String> cache() {
    return shared.cache();
  }

  @Override
  public void close() {
    caches.close();
  }

  /** Returns whether the condition becomes true within a short time. */
  static boolean becomesTrue(BooleanSupplier condition) {
    return Await.within(Duration.ofSeconds(20), condition);
  }
}
