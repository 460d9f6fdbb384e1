package io.limitrate.internal.store.shared;

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
 * @param limits where limits count
 * @param attempts where logins count: caches of their own where a provider evicts entries, so that
 *     a flood of limits' keys evicts no block; otherwise the same
 */
record StateCaches(Map<Retention, SharedCache> limits, Map<Retention, SharedCache> attempts) {

  static StateCaches open(SharedCaches shared) {
    Map<Retention, SharedCache> limits = open(shared, Retention::limits);
    return new StateCaches(limits, shared.evicts() ? open(shared, Retention::attempts) : limits);
  }

  private static Map<Retention, SharedCache> open(
      SharedCaches shared, Function<Retention, String> name) {
    Map<Retention, SharedCache> caches = new EnumMap<>(Retention.class);
    for (Retention retention : Retention.values()) {
      caches.put(retention, shared.open(name.apply(retention), retention.expiry()));
    }
    return caches;
  }

  /** The same, without what is not right on this provider. */
  StateCaches only(Set<Path> used) {
    return new StateCaches(only(limits, used), only(attempts, used));
  }

  private static Map<Retention, SharedCache> only(
      Map<Retention, SharedCache> offered, Set<Path> used) {
    Map<Retention, SharedCache> caches = new EnumMap<>(Retention.class);
    offered.forEach((retention, shared) -> caches.put(retention, shared.only(used)));
    return caches;
  }

  SharedCache ofLimits(Retention retention) {
    return Objects.requireNonNull(limits.get(retention));
  }

  SharedCache ofAttempts(Retention retention) {
    return Objects.requireNonNull(attempts.get(retention));
  }

  /** Where attempts are, each cache once. */
  Stream<Cache<String, String>> allOfAttempts() {
    return attempts.values().stream().map(SharedCache::cache).distinct();
  }

  /** Of all the one that forgets soonest what a test leaves behind. */
  SharedCache tested() {
    return limits.values().iterator().next();
  }
}
