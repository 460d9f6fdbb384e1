package io.limitrate.internal.concurrent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Caches computed values, up to 1,000, which is more than an application usually configures. A full
 * cache starts anew, so that values of an earlier configuration make room. Thread-safe.
 */
public final class BoundedMemo<K, V> {
  private static final int MOST = 1_000;

  private final Map<K, V> values = new ConcurrentHashMap<>();

  /** Returns the cached value, or computes it. */
  public V get(K key, Function<K, V> function) {
    V value = values.get(key);
    if (value != null) {
      return value;
    }
    if (values.size() >= MOST) {
      values.clear();
    }
    V computed = function.apply(key);
    values.put(key, computed);
    return computed;
  }
}
