package io.limitrate.internal.store.shared.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Caches parsed values, up to 1,000, which is more than an application usually configures. The
 * bound protects the memory of the node that owns the entries. Thread-safe.
 */
public final class BoundedMemo<K, V> {
  private static final int MOST = 1_000;

  private final Map<K, V> values = new ConcurrentHashMap<>();

  /** Returns the cached value, or parses it. */
  public V get(K key, Function<K, V> reader) {
    V value = values.get(key);
    if (value != null) {
      return value;
    }
    V read = reader.apply(key);
    if (values.size() < MOST) {
      values.put(key, read);
    }
    return read;
  }
}
