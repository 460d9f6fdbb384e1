package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.StoreListener.Overflow;
import io.limitrate.Transition;
import io.limitrate.Transition.Attempt;
import io.limitrate.internal.algorithm.AttemptState;
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
 * The attempts of one kind at one login, such as those by username.
 *
 * <p>The number of entries is bounded here, and the cache has room for twice as many: a provider
 * would evict by chance, or the entries used least recently, and so by what others create. Here a
 * hand goes round all entries, compares the next ones, and evicts those least near to a block. Keys
 * are keyed hashes, so nobody can choose which entries are compared with his own.
 *
 * <p>Thread-safe.
 */
final class AttemptCells {
  /** Of so many entries the least are evicted: enough that nearly always others are less near. */
  private static final int COMPARED = 64;

  private static final int EVICTED = 16;

  /** More than evictions can explain: the cache keeps nothing at all. */
  private static final int TRIES = 100;

  private final Cache<Key, Cell> cells;
  private final long maxEntries;
  private final Consumer<Overflow> onOverflow;
  private final AtomicLong size = new AtomicLong();
  private final Object handLock = new Object();

  /** Where the hand is; guarded by its lock. */
  private Iterator<Cache.Entry<Key, Cell>> hand;

  AttemptCells(Cache<Key, Cell> cells, long maxEntries, Consumer<Overflow> onOverflow) {
    this.cells = cells;
    this.maxEntries = maxEntries;
    this.onOverflow = onOverflow;
    this.hand = cells.iterator();
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

  /** The first step of a key, or {@code null} where another thread was faster. */
  private @Nullable Decision begin(Key key, Attempt attempt) {
    Transition.Result first = attempt.apply(null);
    if (first.next() == null) {
      return first.decision();
    }
    if (size.get() >= maxEntries && !makeRoom(attempt)) {
      return attempt.uncounted();
    }
    if (!cells.putIfAbsent(key, new Cell(first.next(), attempt.quotas()))) {
      return null;
    }
    size.incrementAndGet();
    return first.decision();
  }

  /** Removes idle entries, or else evicts entries that still count, unless these must stay. */
  private boolean makeRoom(Attempt attempt) {
    int evicted = 0;
    synchronized (handLock) {
      List<Ranked> counting = new ArrayList<>(COMPARED);
      if (removeIdle(attempt, counting)) {
        return true;
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

  /** Removes the idle ones of the next entries, if any, and collects the others. */
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

  /** The next entry on the hand's way, or {@code null} at the end of a round. */
  private Cache.@Nullable Entry<Key, Cell> next() {
    if (hand.hasNext()) {
      return hand.next();
    }
    hand = cells.iterator();
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

  /** An entry by what it is worth: its nearness to a block, and of equals how long it matters. */
  private record Ranked(Key key, Cell cell, int nearness, long keepUntilNanos) {
    static final Comparator<Ranked> LEAST_FIRST =
        Comparator.comparingInt(Ranked::nearness).thenComparingLong(Ranked::keepUntilNanos);

    static Ranked of(Cache.Entry<Key, Cell> entry, AttemptState state, Attempt attempt) {
      int nearness = attempt.by().limits().nearness(state, attempt.nowNanos());
      return new Ranked(entry.getKey(), entry.getValue(), nearness, state.keepUntilNanos());
    }
  }
}
