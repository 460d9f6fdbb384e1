package io.limitrate.internal.store.shared.strategy;

import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import io.limitrate.internal.store.shared.update.EntryUpdate;
import io.limitrate.spi.AsyncExchange.Exchanged;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the shared state and the strategy that updates it. An operation keeps its entry to
 * the end, also when a later self-test selects another strategy. Immutable.
 *
 * @param strategy makes charges that block the thread
 * @param acceptsReturns whether a strategy is available that never returns units twice
 */
public record SharedEntry(Entry entry, UpdateStrategy strategy, boolean acceptsReturns) {

  public boolean isAsync() {
    return entry.shared().isAsync();
  }

  /** Updates the entry and blocks the thread; returns the text found. */
  public @Nullable String update(EntryUpdate update, Deadline deadline) {
    return strategy.update(entry, update, deadline);
  }

  /**
   * Updates the entry once at most.
   *
   * @param attempts after so many failed attempts the method gives up; nothing is updated then
   * @return whether the update is done, and the text found
   */
  public Exchanged giveBack(
      UnaryOperator<@Nullable String> update, int attempts, Deadline deadline) {
    return UpdateStrategy.giveBack(entry, update, attempts, deadline);
  }
}
