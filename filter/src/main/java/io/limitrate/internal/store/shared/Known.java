package io.limitrate.internal.store.shared;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was read lately, as much as an application configures as a rule: bounded, so that nobody
 * fills the memory of an entry's owner. Thread-safe.
 */
final class Known<K, V> {
  private static final int MOST = 1_000;

  private final Map<K, V> known = new ConcurrentHashMap<>();

  /** The value, read anew where it is not known. */
  V get(K key, Function<K, V> reader) {
    V value = known.get(key);
    if (value != null) {
      return value;
    }
    V read = reader.apply(key);
    if (known.size() < MOST) {
      known.put(key, read);
    }
    return read;
  }
}
