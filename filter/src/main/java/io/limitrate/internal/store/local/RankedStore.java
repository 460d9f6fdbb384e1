package io.limitrate.internal.store.local;

import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.StoreListener.Overflow;
import io.limitrate.internal.algorithm.ExpiringState;
import io.limitrate.internal.engine.ForeignTransition;
import io.limitrate.internal.log.ThrottledLogger;
import io.limitrate.spi.StoreProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The entries of foreign transitions in the process, such as those of logins. Each kind has its own
 * cache, so that no kind evicts entries of another. Thread-safe.
 */
final class RankedStore implements AutoCloseable {
  private final Map<Integer, RankedCells> kinds = new ConcurrentHashMap<>();
  private final StoreProvider.Caches caches;
  private final long maxEntries;
  private final StoreListener listener;
  private final Sweep sweep;
  private final ThrottledLogger log =
      new ThrottledLogger(System.getLogger(RankedStore.class.getName()));

  /**
   * Opens a store.
   *
   * @param maxEntries the most entries of one kind
   */
  RankedStore(
      StoreProvider.Caches caches,
      long maxEntries,
      List<? extends StoreListener> listeners,
      Executor executor) {
    this.caches = caches;
    this.maxEntries = maxEntries;
    this.listener = StoreListener.all(listeners);
    this.sweep = new Sweep(executor, this::sweep);
  }

  <A> A apply(Key key, ForeignTransition<A> transition) {
    Integer kind = transition.kind();
    RankedCells known = kinds.get(kind);
    RankedCells cells = known != null ? known : kinds.computeIfAbsent(kind, this::open);
    A answer = cells.apply(key, transition);
    sweep.runIfDue(transition.nowNanos());
    return answer;
  }

  /** Returns the answer of an entry; {@code null} if there are no entries of its kind. */
  <A> @Nullable A recall(Key key, ForeignTransition<A> look) {
    RankedCells cells = kinds.get(look.kind());
    return cells == null || cells.isEmpty() ? null : cells.apply(key, look);
  }

  private RankedCells open(Integer kind) {
    String name = "limitrate-ranked-" + Integer.toHexString(kind);
    Cache<Key, StateCell> cache = caches.open(name, CellStores.STATE_CELLS, 2 * maxEntries);
    return new RankedCells(cache, maxEntries, this::overflowed);
  }

  private void overflowed(Overflow overflow) {
    listener.overflowed(overflow);
    log.warning(
        switch (overflow) {
          case EVICTED ->
              "A login or a ban evicts counts early: it holds as many entries of a kind ("
                  + maxEntries
                  + ") as maxEntries of the store allows. Raise maxEntries, or find the clients"
                  + " that try so many logins, or whose calls a policy with a ban rejects.";
          case REJECTED ->
              "A login rejects solved challenges: it holds as many used challenges ("
                  + maxEntries
                  + ") as maxEntries of the store allows. Raise maxEntries, or find the clients"
                  + " that solve so many challenges.";
        });
  }

  private void sweep(long nowNanos) {
    kinds.values().forEach(cells -> cells.sweep(nowNanos));
  }

  void forEach(BiConsumer<Key, ExpiringState> action) {
    kinds.values().forEach(cells -> cells.forEach(action));
  }

  @Override
  public void close() {
    caches.close();
  }
}
