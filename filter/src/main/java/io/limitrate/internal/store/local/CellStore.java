package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.concurrent.RecentEntries;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.ManualChange;
import io.limitrate.internal.engine.Store.Counts;
import io.limitrate.internal.engine.Transition;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A store of limits in the process: a decision is a {@code get} of the cache and a compare-and-set
 * on the cell.
 *
 * <p>The caches hold cells by reference and without expiry, because a provider cannot see a cell
 * change. A sweep removes cells that no longer count. A second cache holds the keys that were
 * rejected too: a flood of new keys can evict such a key from the first cache, but not from both,
 * unless the flood's own keys are rejected as well.
 *
 * <p>A decision about a busy key does not ask the cache. The cache sees the key at least every 10
 * ms, so that it knows which keys are in use. Thread-safe.
 */
final class CellStore implements AutoCloseable {
  /** After so many tries the cache evidently keeps no entries; evictions cannot explain more. */
  private static final int TRIES = 100;

  /** How long a busy key is found without the cache, which evicts keys that it does not see. */
  static final long LONGEST_UNSEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final RecentEntries<Recent> recent = new RecentEntries<>(1 << 14);
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

  /** Takes units. Only a new key needs the transition as an object. */
  Decision acquire(Key key, CountedQuotas quotas, long cost, long nowNanos) {
    Cell cell = find(key, nowNanos);
    Decision decision = cell == null ? null : cell.acquire(quotas, cost, nowNanos);
    if (cell == null || decision == null) {
      return apply(key, cell, new Transition.Acquire(quotas, cost, nowNanos));
    }
    finish(key, cell, decision, nowNanos);
    return decision;
  }

  /** Applies a transition of quotas. */
  <A> A apply(Key key, Transition<A> transition) {
    return apply(key, find(key, transition.nowNanos()), transition);
  }

  private <A> A apply(Key key, @Nullable Cell found, Transition<A> transition) {
    Cell cell = found;
    for (int i = 0; i < TRIES; i++) {
      if (cell == null) {
        cell = restoreOrCreate(key, transition.quotas());
      }
      A decision = cell.apply(transition);
      if (decision != null) {
        finish(key, cell, decision, transition.nowNanos());
        return decision;
      }
      discard(key, cell);
      recent.forget(key.hashCode());
      cell = null;
    }
    throw new IllegalStateException("the cache " + cells.getName() + " keeps no entry");
  }

  /**
   * Resets a key. Threads that hold a retired cell fetch a new one, as after a sweep, so every
   * transition counts either before or after the reset.
   */
  void reset(Key key, ManualChange.Reset reset) {
    reset(key, find(key, reset.nowNanos()), reset);
    reset(key, cells.get(key), reset);
    reset(key, rejected.get(key), reset);
    recent.forget(key.hashCode());
  }

  private void reset(Key key, @Nullable Cell cell, ManualChange.Reset reset) {
    if (cell != null) {
      cell.reset(reset);
      Cell current = latest(key, cell);
      if (current.retireIfIdle(reset.nowNanos())) {
        discard(key, current);
      }
    }
  }

  private void finish(Key key, Cell cell, Object answer, long nowNanos) {
    Cell current = latest(key, cell);
    if (answer instanceof Decision.Rejected && current.rejectionToKeep()) {
      rejected.put(key, current);
    }
    sweep.runIfDue(nowNanos);
  }

  /** Returns the cell of the key, or {@code null} if there is none. */
  private @Nullable Cell find(Key key, long nowNanos) {
    int hash = key.hashCode();
    Recent known = recent.at(hash);
    if (known == null || !known.isOf(key)) {
      Cell cell = cells.get(key);
      if (cell != null && recent.isMissedAgain(hash)) {
        recent.put(hash, new Recent(key, cell, nowNanos));
      }
      return cell;
    }
    return known.isFresh(nowNanos) ? known.cell : refreshed(known, nowNanos);
  }

  /** Lets the cache see the key; puts back the cell of a busy key that the cache has evicted. */
  private @Nullable Cell refreshed(Recent known, long nowNanos) {
    Cell present = cells.get(known.key);
    boolean evicted = present == null && cells.putIfAbsent(known.key, known.cell);
    if (present == known.cell || evicted) {
      known.seenNanos = nowNanos;
      return known.cell;
    }
    recent.forget(known.key.hashCode());
    return present;
  }

  /** Returns the cell of an earlier rejection, or a new cell, or the cell of a faster thread. */
  private Cell restoreOrCreate(Key key, CountedQuotas quotas) {
    Cell kept = rejected.get(key);
    Cell candidate = kept == null ? Cell.of(quotas) : kept;
    if (cells.putIfAbsent(key, candidate)) {
      return candidate;
    }
    Cell present = cells.get(key);
    return present == null ? candidate : present;
  }

  /** Returns the cell that counts now, and puts a successor in the place of its predecessor. */
  private Cell latest(Key key, Cell cell) {
    Cell successor = cell.successor();
    if (successor == null) {
      return cell;
    }
    cells.replace(key, cell, successor);
    rejected.replace(key, cell, successor);
    return successor;
  }

  private void sweep(long nowNanos) {
    cells.forEach(entry -> sweep(entry, nowNanos));
    rejected.forEach(entry -> sweep(entry, nowNanos));
  }

  private void sweep(Cache.@Nullable Entry<Key, Cell> entry, long nowNanos) {
    if (entry != null) {
      Cell cell = latest(entry.getKey(), entry.getValue());
      if (cell.retireIfIdle(nowNanos)) {
        discard(entry.getKey(), cell);
      }
    }
  }

  /** Passes the counts of a policy to the action. */
  void forEach(String policy, long nowNanos, Counts action) {
    cells.forEach(entry -> pass(entry, policy, nowNanos, action));
    rejected.forEach(
        entry -> {
          if (entry != null && !cells.containsKey(entry.getKey())) {
            pass(entry, policy, nowNanos, action);
          }
        });
  }

  private void pass(
      Cache.@Nullable Entry<Key, Cell> entry, String policy, long nowNanos, Counts action) {
    if (entry == null) {
      return;
    }
    Cell cell = latest(entry.getKey(), entry.getValue());
    CountedQuotas counted = cell.counted();
    if (policy.equals(counted.generation().policy())) {
      State state = cell.state(nowNanos);
      if (state != null) {
        action.state(entry.getKey(), counted, state);
      }
    }
  }

  /** Removes a retired cell, but never a new cell of the same key. */
  private void discard(Key key, Cell retired) {
    cells.remove(key, retired);
    rejected.remove(key, retired);
  }

  @Override
  public void close() {
    onClose.run();
  }

  /** The cell of a key, as the cache returned it at a time. */
  private static final class Recent {
    final Key key;
    final Cell cell;

    /** The time when the cache last saw the key; a race loses at most one time. */
    long seenNanos;

    Recent(Key key, Cell cell, long seenNanos) {
      this.key = key;
      this.cell = cell;
      this.seenNanos = seenNanos;
    }

    boolean isOf(Key other) {
      return key.high() == other.high() && key.low() == other.low();
    }

    boolean isFresh(long nowNanos) {
      long sinceNanos = nowNanos - seenNanos;
      return sinceNanos >= 0 && sinceNanos < LONGEST_UNSEEN_NANOS;
    }
  }
}
