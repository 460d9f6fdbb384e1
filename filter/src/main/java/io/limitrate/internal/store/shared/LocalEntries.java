package io.limitrate.internal.store.shared;

import io.limitrate.Key;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.cache.Cache;

/**
 * The knowledge of this node about each key. Thread-safe.
 *
 * @param cache by reference, bounded; it may evict an entry at any time
 */
record LocalEntries(Cache<Key, LocalEntry> cache) {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Returns the entry of a key, which is new if there is none. */
  LocalEntry of(Key key) {
    LocalEntry known = cache.get(key);
    if (known != null) {
      return known;
    }
    LocalEntry fresh = new LocalEntry(key);
    return cache.putIfAbsent(key, fresh) ? fresh : of(key, fresh);
  }

  /** Returns the entry of another thread, or the new entry when that entry is evicted already. */
  private LocalEntry of(Key key, LocalEntry fresh) {
    LocalEntry other = cache.get(key);
    return other == null ? fresh : other;
  }

  void forget(LocalEntry entry) {
    cache.remove(entry.key(), entry);
  }

  void forEach(Consumer<LocalEntry> action) {
    cache.forEach(
        entry -> {
          // The iterator of a cache may return null for an entry that has expired meanwhile.
          if (entry != null) {
            action.accept(entry.getValue());
          }
        });
  }

  /**
   * Waits for the requests of each entry that are being executed, all together at most this long.
   */
  void awaitRequests(Duration atMost) {
    long untilNanos = System.nanoTime() + atMost.toNanos();
    forEach(
        entry -> {
          while (entry.hasRequests() && System.nanoTime() - untilNanos < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
          }
        });
  }
}
