package io.limitrate.store;

import org.jspecify.annotations.Nullable;

/**
 * Where state is kept.
 *
 * @param provider {@code ehcache} or {@code caffeine} for caches of our own; for caches of the
 *     application the class name of their provider, or {@code default} for the only one there is
 * @param maxEntries the bound on tracked keys, at least 1; caches of the application have their own
 * @param cache the name of a cache that the application made, or {@code null} for our own
 * @param refusedCache the name of a second one for keys that were refused, or {@code null}
 */
public record StoreSettings(
    String provider, long maxEntries, @Nullable String cache, @Nullable String refusedCache) {
  /** Ehcache with a million entries. */
  public static final StoreSettings DEFAULT = new StoreSettings("ehcache", 1_000_000, null, null);

  /** Checks the ranges. */
  public StoreSettings {
    if (maxEntries < 1) {
      throw new IllegalArgumentException("maxEntries " + maxEntries + ": must be at least 1");
    }
    if (cache == null && refusedCache != null) {
      throw new IllegalArgumentException("refusedCache " + refusedCache + ": needs cache as well");
    }
  }
}
