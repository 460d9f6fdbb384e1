package io.limitrate.internal.store.local;

import io.limitrate.Key;
import io.limitrate.internal.engine.CountedQuotas;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.expiry.ExpiryPolicy;

/** Checks that a cache can hold cells: by reference and without expiry. */
final class CacheCheck {
  private CacheCheck() {}

  @SuppressWarnings("unchecked") // JCache takes a raw class only
  static Cache<Key, Cell> checked(Cache<Key, Cell> cells) {
    if (!keepsByReference(cells)) {
      throw bad(cells, "must hold Objects by reference (setStoreByValue(false))");
    }
    if (expires(cells.getConfiguration(Configuration.class))) {
      throw bad(cells, "must not expire entries (eternal): a provider cannot see cells change");
    }
    return cells;
  }

  private static boolean keepsByReference(Cache<Key, Cell> cells) {
    Key key = Key.random();
    Cell cell = Cell.of(CountedQuotas.parse("1/1s"));
    try {
      cells.put(key, cell);
      return cells.get(key) == cell;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "cache \"" + cells.getName() + "\": must take keys and values of type Object", e);
    } finally {
      cells.remove(key);
    }
  }

  private static boolean expires(Configuration<?, ?> configuration) {
    if (!(configuration instanceof CompleteConfiguration<?, ?> complete)) {
      return false;
    }
    ExpiryPolicy policy = complete.getExpiryPolicyFactory().create();
    return !policy.getExpiryForCreation().isEternal();
  }

  private static IllegalArgumentException bad(Cache<?, ?> cache, String rule) {
    return new IllegalArgumentException("cache \"" + cache.getName() + "\": " + rule);
  }
}
