package io.limitrate.internal.store.local;

import io.limitrate.Key;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** A cache manager of Limitrate that opens with its first cache. Thread-safe. */
final class LazyCaches implements PrivateCaches {
  private final Supplier<PrivateCaches> supplier;
  private @Nullable PrivateCaches opened;

  LazyCaches(Supplier<PrivateCaches> supplier) {
    this.supplier = supplier;
  }

  @Override
  public synchronized <V> Cache<Key, V> create(String name, Class<V> type, long maxEntries) {
    PrivateCaches caches = opened == null ? supplier.get() : opened;
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
