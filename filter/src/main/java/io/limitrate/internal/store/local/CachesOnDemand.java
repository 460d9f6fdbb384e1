package io.limitrate.internal.store.local;

import io.limitrate.Key;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** A cache manager of Limitrate that opens with its first cache. Thread-safe. */
final class CachesOnDemand implements OwnCaches {
  private final Supplier<OwnCaches> supplier;
  private @Nullable OwnCaches opened;

  CachesOnDemand(Supplier<OwnCaches> supplier) {
    this.supplier = supplier;
  }

  @Override
  public synchronized <V> Cache<Key, V> create(String name, Class<V> type, long maxEntries) {
    OwnCaches caches = opened == null ? supplier.get() : opened;
    opened = caches;
    return caches.create(name, type, maxEntries);
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      opened.close();
    }
  }
}
