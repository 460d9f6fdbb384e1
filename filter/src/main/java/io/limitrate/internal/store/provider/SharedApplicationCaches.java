package io.limitrate.internal.store.provider;

import io.limitrate.spi.StoreProvider;
import java.time.Duration;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** Uses one cache of texts of the application for every name. */
final class SharedApplicationCaches implements StoreProvider.Caches {
  private final Cache<String, String> cache;

  private SharedApplicationCaches(Cache<String, String> cache) {
    this.cache = cache;
  }

  static SharedApplicationCaches of(StoreProvider.Context context) {
    String name = context.settings().getOrDefault(BuiltInProvider.NAME, "");
    SharedApplicationCaches caches =
        new SharedApplicationCaches(JCacheProvider.of(context).findTexts(name));
    caches.checkTexts();
    return caches;
  }

  private void checkTexts() {
    String key = "limitrate-probe-" + UUID.randomUUID();
    boolean replaced;
    try {
      cache.put(key, "old");
      replaced = cache.replace(key, "old", "new");
      cache.remove(key);
    } catch (RuntimeException e) {
      throw bad("must take keys and values of type String: " + e, e);
    }
    if (!replaced) {
      throw bad("must keep its entries", null);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // JCache takes a raw class only; the probe shows the types
  public <K, V> Cache<K, V> open(
      String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
    Duration expiry = Expiry.of(configuration);
    if (cache.getConfiguration(Configuration.class) instanceof CompleteConfiguration<?, ?> all) {
      ExpiryPolicy policy = all.getExpiryPolicyFactory().create();
      check(expiry, policy.getExpiryForCreation());
      check(expiry, rewritten(policy));
      check(expiry, policy.getExpiryForAccess());
    }
    return (Cache<K, V>) cache;
  }

  /**
   * Returns the expiry after an update. A policy without an expiry for updates keeps the expiry of
   * the creation, so a rewritten entry would expire too early; this counts as zero.
   */
  private static javax.cache.expiry.@Nullable Duration rewritten(ExpiryPolicy policy) {
    boolean leaves = !policy.getExpiryForCreation().isEternal();
    return policy.getExpiryForUpdate() == null && leaves
        ? javax.cache.expiry.Duration.ZERO
        : policy.getExpiryForUpdate();
  }

  private void check(@Nullable Duration asked, javax.cache.expiry.@Nullable Duration kept) {
    if (kept == null || kept.isEternal()) {
      return;
    }
    if (asked == null || kept.getTimeUnit().toMillis(kept.getDurationAmount()) < asked.toMillis()) {
      String time = asked == null ? "for ever" : "for " + asked + " after they were last written";
      throw bad("must keep entries " + time + ", but expires them earlier", null);
    }
  }

  private IllegalArgumentException bad(String rule, @Nullable Throwable cause) {
    return new IllegalArgumentException("cache \"" + cache.getName() + "\": " + rule, cause);
  }

  /** Returns false: there is one cache only. */
  @Override
  public boolean evicts() {
    return false;
  }

  /** Does nothing: the application closes its cache. */
  @Override
  public void close() {}
}
