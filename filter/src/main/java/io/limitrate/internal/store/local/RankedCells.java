package io.limitrate.internal.store.local;

import io.limitrate.Key;
import io.limitrate.StoreListener.Overflow;
import io.limitrate.internal.algorithm.ExpiringState;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.internal.engine.ForeignTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The entries of foreign transitions of one kind, such as those of one login by username.
 *
 * <p>This class bounds the number of entries; the cache has room for twice as many. A provider
 * would evict at random or by least recent use, and so a flood could choose which entries to evict.
 * Instead a cursor visits all entries in turn, compares the next ones, and evicts the least
 * important. Keys are keyed hashes, so a client cannot choose the entries that are compared with
 * its own entry.
 *
 * <p>Thread-safe.
 */
final class RankedCells {
  /** The number of entries to compare for an eviction: enough to find unimportant entries. */
  private static final int COMPARED = 64;

  private static final int EVICTED = 16;

  /** After so many tries the cache evidently keeps no entries; evictions cannot explain more. */
  private static final int TRIES = 100;

  private final Cache<Key, StateCell> cells;
  private final long maxEntries;
  private final Consumer<Overflow> onOverflow;
  private final AtomicLong size = new AtomicLong();
  private final Object cursorLock = new Object();

  /** The cursor over all entries; guarded by {@code cursorLock}. */
  private Iterator<Cache.Entry<Key, StateCell>> cursor;

  RankedCells(Cache<Key, StateCell> cells, long maxEntries, Consumer<Overflow> onOverflow) {
    this.cells = cells;
    this.maxEntries = maxEntries;
    this.onOverflow = onOverflow;
    this.cursor = cells.iterator();
  }

  <A> A apply(Key key, ForeignTransition<A> transition) {
    for (int i = 0; i < TRIES; i++) {
      StateCell cell = cells.get(key);
      A answer = cell == null ? begin(key, transition) : cell.apply(transition);
      if (answer != null) {
        return answer;
      }
      if (cell != null) {
        remove(key, cell);
      }
    }
    throw new IllegalStateException("the cache " + cells.getName() + " keeps no entry");
  }

  /** Applies the first transition of a key; returns {@code null} when another thread was faster. */
  private <A> @Nullable A begin(Key key, ForeignTransition<A> transition) {
    Step<A> first = transition.apply(null);
    if (first.next() == null) {
      return first.answer();
    }
    if (!hasRoom() && !makeRoom(transition)) {
      return transition.uncounted();
    }
    if (!cells.putIfAbsent(key, new StateCell(first.next(), transition.quotas()))) {
      return null;
    }
    size.incrementAndGet();
    return first.answer();
  }

  boolean isEmpty() {
    return size.get() == 0;
  }

  private boolean hasRoom() {
    return size.get() < maxEntries;
  }

  /** Makes room: removes idle entries, or else evicts entries, except entries that must stay. */
  private boolean makeRoom(ForeignTransition<?> transition) {
    int evicted = 0;
    synchronized (cursorLock) {
      List<Ranked> counting = new ArrayList<>(COMPARED);
      if (hasRoom() || removeIdle(transition, counting) || hasRoom()) {
        return true; // other threads and the sweep make room too
      }
      if (transition.evictable()) {
        evicted = evict(counting);
      }
    }
    for (int i = 0; i < evicted; i++) {
      onOverflow.accept(Overflow.EVICTED);
    }
    if (!transition.evictable()) {
      onOverflow.accept(Overflow.REJECTED);
    }
    return transition.evictable();
  }

  /**
   * Removes idle entries among the next ones; collects the others. Returns whether it removed any.
   */
  private boolean removeIdle(ForeignTransition<?> transition, List<Ranked> counting) {
    boolean removed = false;
    for (int i = 0; i < COMPARED; i++) {
      Cache.Entry<Key, StateCell> entry = next();
      if (entry != null && removeIfIdle(entry, transition.nowNanos())) {
        removed = true;
      } else if (entry != null && entry.getValue().state() instanceof ExpiringState state) {
        counting.add(Ranked.of(entry, state, transition));
      }
    }
    return removed;
  }

  private int evict(List<Ranked> counting) {
    counting.sort(Ranked.LEAST_FIRST);
    List<Ranked> least = counting.subList(0, Math.min(EVICTED, counting.size()));
    for (Ranked ranked : least) {
      if (ranked.cell.retire()) {
        remove(ranked.key, ranked.cell);
      }
    }
    return least.size();
  }

  /** Returns the next entry, or {@code null} at the end of a pass. */
  private Cache.@Nullable Entry<Key, StateCell> next() {
    if (cursor.hasNext()) {
      return cursor.next();
    }
    cursor = cells.iterator();
    return null;
  }

  private boolean removeIfIdle(Cache.Entry<Key, StateCell> entry, long nowNanos) {
    boolean idle = entry.getValue().retireIfIdle(nowNanos);
    if (idle) {
      remove(entry.getKey(), entry.getValue());
    }
    return idle;
  }

  private void remove(Key key, StateCell retired) {
    if (cells.remove(key, retired)) {
      size.decrementAndGet();
    }
  }

  void sweep(long nowNanos) {
    cells.forEach(
        entry -> {
          if (entry != null) {
            removeIfIdle(entry, nowNanos);
          }
        });
  }

  void forEach(BiConsumer<Key, ExpiringState> action) {
    cells.forEach(
        entry -> {
          if (entry != null && entry.getValue().state() instanceof ExpiringState state) {
            action.accept(entry.getKey(), state);
          }
        });
  }

  /** An entry with its rank for eviction: first by importance, then by how long it counts. */
  private record Ranked(Key key, StateCell cell, int importance, long keepUntilNanos) {
    static final Comparator<Ranked> LEAST_FIRST =
        Comparator.comparingInt(Ranked::importance).thenComparingLong(Ranked::keepUntilNanos);

    static Ranked of(
        Cache.Entry<Key, StateCell> entry, ExpiringState state, ForeignTransition<?> transition) {
      int importance = transition.importance(state);
      return new Ranked(entry.getKey(), entry.getValue(), importance, state.keepUntilNanos());
    }
  }
}
