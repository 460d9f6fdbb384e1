package io.limitrate.store;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Store;
import io.limitrate.Transition;
import io.limitrate.algorithm.AttemptState;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * State in the process: a decision is a cache's {@code get} and a compare-and-set on the cell
 * found.
 *
 * <p>The caches hold cells by reference and never let them expire, for a provider cannot see a cell
 * change; idle cells are swept out instead, each as soon as it counts nothing any more. A key that
 * was refused is held by a second cache too: a flood of new keys can push it out of the first,
 * which is bounded, but not out of both, unless each of the flood's keys is refused as well.
 */
final class CellStore implements Store {
  /** More than a retirement or an eviction can explain: the cache keeps nothing at all. */
  private static final int ATTEMPTS = 100;

  private final Cache<Key, Cell> cells;
  private final Cache<Key, Cell> refused;
  private final Sweep sweep;
  private final Runnable onClose;

  CellStore(Cache<Key, Cell> cells, Cache<Key, Cell> refused, Executor executor, Runnable onClose) {
    this.cells = cells;
    this.refused = refused;
    this.sweep = new Sweep(cells, refused, executor);
    this.onClose = onClose;
  }

  @Override
  public Decision apply(Key key, Transition transition) {
    Cell cell = cells.get(key);
    for (int i = 0; i < ATTEMPTS; i++) {
      if (cell == null) {
        cell = restoreOrCreate(key);
      }
      Decision decision = cell.apply(transition);
      if (decision != null) {
        keepIfRefused(key, cell, decision);
        sweep.maybe(transition.nowNanos());
        return decision;
      }
      Sweep.discard(cells, refused, key, cell);
      cell = null;
    }
    throw new IllegalStateException("the cache " + cells.getName() + " keeps no entry");
  }

  /** The cell kept from an earlier refusal, or a new one, unless another thread was faster. */
  private Cell restoreOrCreate(Key key) {
    Cell kept = refused.get(key);
    Cell candidate = kept == null ? new Cell() : kept;
    if (cells.putIfAbsent(key, candidate)) {
      return candidate;
    }
    Cell present = cells.get(key);
    return present == null ? candidate : present;
  }

  private void keepIfRefused(Key key, Cell cell, Decision decision) {
    boolean refused =
        decision instanceof Decision.Rejected
            || (decision instanceof Decision.Attempted attempted && attempted.worthKeeping());
    if (refused && cell.refusalToKeep()) {
      this.refused.put(key, cell);
    }
  }

  @Override
  public void forEachAttempts(BiConsumer<Key, AttemptState> action) {
    refused.forEach(entry -> show(entry, action));
    cells.forEach(
        entry -> {
          if (entry != null && !refused.containsKey(entry.getKey())) {
            show(entry, action);
          }
        });
  }

  private static void show(
      Cache.@Nullable Entry<Key, Cell> entry, BiConsumer<Key, AttemptState> action) {
    if (entry != null && entry.getValue().get() instanceof AttemptState state) {
      action.accept(entry.getKey(), state);
    }
  }

  @Override
  public void close() {
    onClose.run();
  }
}
