package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.Path.Entry;
import java.util.Set;

/**
 * The ways by which entries are changed. Immutable.
 *
 * @param caches the caches, without what is not right on this provider
 * @param path the path of charges that hold a thread
 * @param takesBack whether units can be given back in a way that never does it twice
 */
record Ways(StateCaches caches, Path path, boolean takesBack) {

  /** Those of some paths, at least one. */
  static Ways of(StateCaches offered, Set<Path> used) {
    return new Ways(
        offered.only(used),
        used.iterator().next(),
        used.contains(Path.REPLACE) || used.contains(Path.EXCHANGE));
  }

  Target target(SharedCache cache, String key) {
    return new Target(new Entry(cache, key), path, takesBack);
  }
}
