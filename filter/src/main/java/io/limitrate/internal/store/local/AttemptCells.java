package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.StoreListener.Overflow;
import io.limitrate.internal.algorithm.AttemptState;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.engine.Transition.Attempt;
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
 * Counts attempts of one kind at one login, for example by username.
 *
 * <p>This class bounds the number of entries; the cache has room for twice as many. A provider
 * would evict at random or by least recent use, and so a flood could choose which entries to evict.
 * Instead a cursor visits all entries in turn, compares the next ones, and evicts those that are
 * furthest from a block. Keys are keyed hashes, so a client cannot choose the entries that are
 * compared with its own entry.
 *
 * <p>Thread-safe.
 */
final class AttemptCells {
  /**
   * The number of entries to compare for an eviction: enough to find entries that are far from a
   * block.
   */
  private static final int COMPARED = 64;

  private static final int EVICTED = 16;

  /** After so many tries the cache evidently keeps no entries; evictions cannot explain more. */
  private static final int TRIES = 100;

  private final Cache<Key, Cell> cells;
  private final long maxEntries;
  private final Consumer<Overflow> onOverflow;
  private final AtomicLong size = new AtomicLong();
  private final Object cursorLock = new Object();

  /** The cursor over all entries; guarded by {@code cursorLock}. */
  private Iterator<Cache.Entry<Key, Cell>> cursor;

  AttemptCells(Cache<Key, Cell> cells, long maxEntries, Consumer<Overflow> onOverflow) {
    this.cells = cells;
    this.maxEntries = maxEntries;
    this.onOverflow = onOverflow;
    this.cursor = cells.iterator();
  }

  Decision apply(Key key, Attempt attempt) {
    for (int i = 0; i < TRIES; i++) {
      Cell cell = cells.get(key);
      Decision decision = cell == null ? begin(key, attempt) : cell.apply(attempt);
      if (decision != null) {
        return decision;
      }
      if (cell != null) {
        remove(key, cell);
      }
    }
    throw new IllegalStateException("the cache " + cells.getName() + " keeps no entry");
  }

  /** Applies the first attempt of a key; returns {@code null} when another thread was faster. */
  private @Nullable Decision begin(Key key, Attempt attempt) {
    Transition.Result first = attempt.apply(null);
    if (first.next() == null) {
      return first.decision();
    }
    if (!hasRoom() && !makeRoom(attempt)) {
      return attempt.uncounted();
    }
    if (!cells.putIfAbsent(key, new Cell(first.next(), attempt.quotas()))) {
      return null;
    }
    size.incrementAndGet();
    return first.decision();
  }

  private boolean hasRoom() {
    return size.get() < maxEntries;
  }

  /** Makes room: removes idle entries, or else evicts entries, except entries that must stay. */
  private boolean makeRoom(Attempt attempt) {
    int evicted = 0;
    synchronized (cursorLock) {
      List<Ranked> counting = new ArrayList<>(COMPARED);
      if (hasRoom() || removeIdle(attempt, counting) || hasRoom()) {
        return true; // other threads and the sweep make room too
      }
      if (!attempt.by().once()) {
        evicted = evict(counting);
      }
    }
    for (int i = 0; i < evicted; i++) {
      onOverflow.accept(Overflow.EVICTED);
    }
    if (attempt.by().once()) {
      onOverflow.accept(Overflow.REJECTED);
    }
    return !attempt.by().once();
  }

  /**
   * Removes idle entries among the next ones; collects the others. Returns whether it removed any.
   */
  private boolean removeIdle(Attempt attempt, List<Ranked> counting) {
    boolean removed = false;
    for (int i = 0; i < COMPARED; i++) {
      Cache.Entry<Key, Cell> entry = next();
      if (entry != null && removeIfIdle(entry, attempt.nowNanos())) {
        removed = true;
      } else if (entry != null && entry.getValue().get() instanceof AttemptState state) {
        counting.add(Ranked.of(entry, state, attempt));
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
  private Cache.@Nullable Entry<Key, Cell> next() {
    if (cursor.hasNext()) {
      return cursor.next();
    }
    cursor = cells.iterator();
    return null;
  }

  private boolean removeIfIdle(Cache.Entry<Key, Cell> entry, long nowNanos) {
    boolean idle = entry.getValue().retireIfIdle(nowNanos);
    if (idle) {
      remove(entry.getKey(), entry.getValue());
    }
    return idle;
  }

  private void remove(Key key, Cell retired) {
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

  void forEach(BiConsumer<Key, AttemptState> action) {
    cells.forEach(
        entry -> {
          if (entry != null && entry.getValue().get() instanceof AttemptState state) {
            action.accept(entry.getKey(), state);
          }
        });
  }

  /**
   * An entry with its rank for eviction: first by nearness to a block, then by how long it counts.
   */
  private record Ranked(Key key, Cell cell, int nearness, long keepUntilNanos) {
    static final Comparator<Ranked> LEAST_FIRST =
        Comparator.comparingInt(Ranked::nearness).thenComparingLong(Ranked::keepUntilNanos);

    static Ranked of(Cache.Entry<Key, Cell> entry, AttemptState state, Attempt attempt) {
      int nearness = attempt.by().limits().nearness(state, attempt.nowNanos());
      return new Ranked(entry.getKey(), entry.getValue(), nearness, state.keepUntilNanos());
    }
  }
}
