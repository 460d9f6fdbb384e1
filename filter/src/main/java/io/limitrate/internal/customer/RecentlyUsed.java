package io.limitrate.internal.customer;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map with the CLOCK replacement algorithm: a hand cycles through the entries, evicts an
 * entry that was not read since its last pass, and clears the mark of the others. A read takes no
 * lock and allocates nothing. Thread-safe.
 */
final class RecentlyUsed<V> {
  /** The most entries that one eviction passes, so that an eviction takes microseconds. */
  private static final int MOST_PASSED = 1_024;

  private final int most;
  private final Map<String, Held<V>> entries = new ConcurrentHashMap<>();
  private Iterator<Map.Entry<String, Held<V>>> hand = Collections.emptyIterator();

  RecentlyUsed(int most) {
    this.most = most;
  }

  @Nullable V get(String key) {
    Held<V> held = entries.get(key);
    if (held == null) {
      return null;
    }
    if (!held.used) {
      held.used = true;
    }
    return held.value;
  }

  void put(String key, V value) {
    Held<V> fresh = new Held<>(value);
    fresh.used = entries.put(key, fresh) != null;
    if (entries.size() > most) {
      evict();
    }
  }

  void remove(String key) {
    entries.remove(key);
  }

  int size() {
    return entries.size();
  }

  private synchronized void evict() {
    while (entries.size() > most) {
      Map.Entry<String, Held<V>> found = unused();
      if (found != null) {
        entries.remove(found.getKey(), found.getValue());
      }
    }
  }

  /** Returns {@code null} if other threads have removed all entries. */
  private Map.@Nullable Entry<String, Held<V>> unused() {
    Map.Entry<String, Held<V>> next = next();
    for (int i = 0; i < MOST_PASSED && next != null && next.getValue().used; i++) {
      next.getValue().used = false;
      next = next();
    }
    return next;
  }

  private Map.@Nullable Entry<String, Held<V>> next() {
    if (!hand.hasNext()) {
      hand = entries.entrySet().iterator();
    }
    return hand.hasNext() ? hand.next() : null;
  }

  private static final class Held<V> {
    final V value;

    /** Whether the entry was read since an eviction passed it. A race loses at most one read. */
    boolean used;

    Held(V value) {
      this.value = value;
    }
  }
}
