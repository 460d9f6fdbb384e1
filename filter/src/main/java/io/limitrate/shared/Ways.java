package io.limitrate.shared;

import io.limitrate.shared.Path.Entry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The ways by which entries are changed. Immutable.
 *
 * @param caches the caches, without what is not right on this provider
 * @param path the path of charges that hold a thread
 * @param takesBack whether units can be given back in a way that never does it twice
 */
record Ways(Map<Retention, SharedCache> caches, Path path, boolean takesBack) {

  /** Those of some paths, at least one. */
  static Ways of(Map<Retention, SharedCache> offered, Set<Path> used) {
    Map<Retention, SharedCache> caches = new EnumMap<>(Retention.class);
    offered.forEach((retention, shared) -> caches.put(retention, shared.only(used)));
    return new Ways(
        caches,
        used.iterator().next(),
        used.contains(Path.REPLACE) || used.contains(Path.EXCHANGE));
  }

  Target target(Retention retention, String key) {
    SharedCache cache = Objects.requireNonNull(caches.get(retention));
    return new Target(new Entry(cache, key), path, takesBack);
  }
}
