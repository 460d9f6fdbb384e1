package io.limitrate.internal.store.shared.strategy;

import io.limitrate.spi.StoreProvider;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;

/**
 * The caches of the shared state. Immutable.
 *
 * @param limits the caches of limits
 * @param foreign the caches of foreign transitions. Where a provider evicts entries, they are
 *     separate caches, so that a flood of keys of limits evicts no foreign entry; otherwise they
 *     are the caches of limits.
 */
public record StateCaches(Map<Retention, SharedCache> limits, Map<Retention, SharedCache> foreign) {

  /** The bound against floods of new keys; a provider evicts the least recently used entries. */
  private static final long MOST_ENTRIES = 1_000_000;

  /** Opens the caches of a provider. */
  public static StateCaches open(StoreProvider.Caches provider) {
    Map<Retention, SharedCache> limits = open(provider, Retention::limits);
    return new StateCaches(limits, provider.evicts() ? open(provider, Retention::foreign) : limits);
  }

  private static Map<Retention, SharedCache> open(
      StoreProvider.Caches provider, Function<Retention, String> name) {
    Map<Retention, SharedCache> caches = new EnumMap<>(Retention.class);
    for (Retention retention : Retention.values()) {
      Cache<String, String> cache =
          provider.open(name.apply(retention), retention.configuration(), MOST_ENTRIES);
      caches.put(retention, SharedCache.of(provider, cache));
    }
    return caches;
  }

  /** Returns these caches without the operations that are not sound on this provider. */
  StateCaches only(Set<UpdateStrategy> used) {
    return new StateCaches(only(limits, used), only(foreign, used));
  }

  private static Map<Retention, SharedCache> only(
      Map<Retention, SharedCache> offered, Set<UpdateStrategy> used) {
    Map<Retention, SharedCache> caches = new EnumMap<>(Retention.class);
    offered.forEach((retention, shared) -> caches.put(retention, shared.only(used)));
    return caches;
  }

  public SharedCache ofLimits(Retention retention) {
    return Objects.requireNonNull(limits.get(retention));
  }

  public SharedCache ofForeign(Retention retention) {
    return Objects.requireNonNull(foreign.get(retention));
  }

  /** Returns the caches of foreign transitions, each once. */
  public Stream<Cache<String, String>> allOfForeign() {
    return foreign.values().stream().map(SharedCache::cache).distinct();
  }

  /**
   * Returns the cache for the self-test: the one with the shortest expiry, so that test entries
   * expire first.
   */
  public SharedCache tested() {
    return limits.values().iterator().next();
  }
}
