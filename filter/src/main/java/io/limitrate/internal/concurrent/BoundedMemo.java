package io.limitrate.internal.concurrent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Caches computed values up to a bound. A full cache starts anew, so that values of an earlier
 * configuration make room. Thread-safe.
 */
public final class BoundedMemo<K, V> {
  /** Enough for an application with thousands of customers that have own quotas. */
  private static final int USUAL = 10_000;

  private final Map<K, V> values = new ConcurrentHashMap<>();
  private final int most;

  /** Creates a cache of up to 10,000 values. */
  public BoundedMemo() {
    this(USUAL);
  }

  /** Creates a cache of up to this number of values. */
  public BoundedMemo(int most) {
    this.most = most;
  }

  /** Returns the cached value, or computes it. */
  public V get(K key, Function<K, V> function) {
    V value = values.get(key);
    if (value != null) {
      return value;
    }
    if (values.size() >= most) {
      values.clear();
    }
    V computed = function.apply(key);
    values.put(key, computed);
    return computed;
  }
}
