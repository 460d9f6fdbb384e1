package io.limitrate.internal.store.provider;

import io.limitrate.spi.StoreProvider;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Uses caches of the application for limits and rejected keys. Login attempts go to caches of
 * Ehcache, which open with the first attempt. Thread-safe.
 */
final class LocalApplicationCaches implements StoreProvider.Caches {
  private final JCacheProvider provider;
  private final String limits;
  private final String rejected;
  private @Nullable EhcacheCaches attempts;

  private LocalApplicationCaches(JCacheProvider provider, String limits, String rejected) {
    this.provider = provider;
    this.limits = limits;
    this.rejected = rejected;
  }

  static LocalApplicationCaches of(StoreProvider.Context context) {
    Map<String, String> settings = context.settings();
    String limits = settings.getOrDefault(BuiltInProvider.NAME, "");
    return new LocalApplicationCaches(
        JCacheProvider.of(context),
        limits,
        settings.getOrDefault(BuiltInProvider.REJECTED, limits));
  }

  @Override
  @SuppressWarnings("unchecked") // the store tests whether the cache takes its types
  public <K, V> Cache<K, V> open(
      String name, CompleteConfiguration<K, V> configuration, long maxEntries) {
    return switch (name) {
      case LIMITS -> (Cache<K, V>) provider.find(limits);
      case REJECTED -> (Cache<K, V>) provider.find(rejected);
      default -> attempts().open(name, configuration, maxEntries);
    };
  }

  private synchronized EhcacheCaches attempts() {
    EhcacheCaches opened = attempts == null ? new EhcacheCaches() : attempts;
    attempts = opened;
    return opened;
  }

  /** Closes the caches of attempts; the application closes its own caches. */
  @Override
  public synchronized void close() {
    if (attempts != null) {
      attempts.close();
    }
  }
}
