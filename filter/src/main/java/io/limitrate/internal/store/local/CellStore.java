package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.Store;
import io.limitrate.Transition;
import java.util.concurrent.Executor;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * State of limits in the process: a decision is a cache's {@code get} and a compare-and-set on the
 * cell found.
 *
 * <p>The caches hold cells by reference and never let them expire, for a provider cannot see a cell
 * change; idle cells are swept out instead, each as soon as it counts nothing any more. A key that
 * was rejected is held by a second cache too: a flood of new keys can push it out of the first,
 * which is bounded, but not out of both, unless each of the flood's keys is rejected as well.
 */
final class CellStore implements Store {
  /** More than a retirement or an eviction can explain: the cache keeps nothing at all. */
  private static final int ATTEMPTS = 100;

  private final Cache<Key, Cell> cells;
  private final Cache<Key, Cell> rejected;
  private final Sweep sweep;
  private final Runnable onClose;

  CellStore(
      Cache<Key, Cell> cells, Cache<Key, Cell> rejected, Executor executor, Runnable onClose) {
    this.cells = cells;
    this.rejected = rejected;
    this.sweep = new Sweep(executor, this::sweep);
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
        keepIfRejected(key, cell, decision);
        sweep.maybe(transition.nowNanos());
        return decision;
      }
      discard(key, cell);
      cell = null;
    }
    throw new IllegalStateException("the cache " + cells.getName() + " keeps no entry");
  }

  /** The cell kept from an earlier rejection, or a new one, unless another thread was faster. */
  private Cell restoreOrCreate(Key key) {
    Cell kept = rejected.get(key);
    Cell candidate = kept == null ? new Cell() : kept;
    if (cells.putIfAbsent(key, candidate)) {
      return candidate;
    }
    Cell present = cells.get(key);
    return present == null ? candidate : present;
  }

  private void keepIfRejected(Key key, Cell cell, Decision decision) {
    if (decision instanceof Decision.Rejected && cell.rejectionToKeep()) {
      rejected.put(key, cell);
    }
  }

  private void sweep(long nowNanos) {
    cells.forEach(entry -> sweep(entry, nowNanos));
    rejected.forEach(entry -> sweep(entry, nowNanos));
  }

  private void sweep(Cache.@Nullable Entry<Key, Cell> entry, long nowNanos) {
    if (entry != null && entry.getValue().retireIfIdle(nowNanos)) {
      discard(entry.getKey(), entry.getValue());
    }
  }

  /** Drops a retired cell, but never a new one that took its place. */
  private void discard(Key key, Cell retired) {
    cells.remove(key, retired);
    rejected.remove(key, retired);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
