package io.limitrate.internal.store.shared.strategy;

import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import java.util.Set;

/**
 * The caches and the strategy that updates their entries. Immutable.
 *
 * @param caches the caches, without the operations that are not sound on this provider
 * @param strategy makes charges that block the thread
 * @param acceptsReturns whether a strategy is available that never returns units twice
 */
public record SelectedStrategy(
    StateCaches caches, UpdateStrategy strategy, boolean acceptsReturns) {

  /** Selects from the usable strategies, of which there must be at least one. */
  public static SelectedStrategy of(StateCaches offered, Set<UpdateStrategy> used) {
    return new SelectedStrategy(
        offered.only(used),
        used.iterator().next(),
        used.contains(UpdateStrategy.REPLACE) || used.contains(UpdateStrategy.EXCHANGE));
  }

  public SharedEntry target(SharedCache cache, String key) {
    return new SharedEntry(new Entry(cache, key), strategy, acceptsReturns);
  }
}
