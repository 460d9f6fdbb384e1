package io.limitrate.internal.store.local;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.StoreListener;
import io.limitrate.StoreListener.Overflow;
import io.limitrate.internal.algorithm.AttemptState;
import io.limitrate.internal.engine.Transition.Attempt;
import io.limitrate.internal.log.ThrottledLogger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import javax.cache.Cache;

/**
 * A store of login attempts in the process. Each kind of each login (addresses, usernames,
 * browsers, used tokens) has its own cache, so that no kind evicts entries of another. Thread-safe.
 */
final class AttemptStore implements AutoCloseable {
  private final Map<Integer, AttemptCells> kinds = new ConcurrentHashMap<>();
  private final PrivateCaches caches;
  private final long maxEntries;
  private final StoreListener listener;
  private final Sweep sweep;
  private final ThrottledLogger log =
      new ThrottledLogger(System.getLogger(AttemptStore.class.getName()));

  /**
   * Opens a store.
   *
   * @param maxEntries the most entries of one kind at one login
   */
  AttemptStore(
      PrivateCaches caches,
      long maxEntries,
      List<? extends StoreListener> listeners,
      Executor executor) {
    this.caches = caches;
    this.maxEntries = maxEntries;
    this.listener = StoreListener.all(listeners);
    this.sweep = new Sweep(executor, this::sweep);
  }

  Decision apply(Key key, Attempt attempt) {
    Integer tag = attempt.by().limits().tag();
    AttemptCells known = kinds.get(tag);
    AttemptCells cells = known != null ? known : kinds.computeIfAbsent(tag, this::open);
    Decision decision = cells.apply(key, attempt);
    sweep.runIfDue(attempt.nowNanos());
    return decision;
  }

  private AttemptCells open(Integer tag) {
    String name = "limitrate-attempts-" + Integer.toHexString(tag);
    Cache<Key, Cell> cache = caches.create(name, Cell.class, 2 * maxEntries);
    return new AttemptCells(cache, maxEntries, this::overflowed);
  }

  private void overflowed(Overflow overflow) {
    listener.overflowed(overflow);
    log.warning(
        switch (overflow) {
          case EVICTED ->
              "A login evicts counts early: it holds as many entries of a kind ("
                  + maxEntries
                  + ") as store.maxEntries allows. Raise store.maxEntries, or find the clients that"
                  + " make so many attempts.";
          case REJECTED ->
              "A login rejects solved challenges: it holds as many used challenges ("
                  + maxEntries
                  + ") as store.maxEntries allows. Raise store.maxEntries, or find the clients that"
                  + " solve so many challenges.";
        });
  }

  private void sweep(long nowNanos) {
    kinds.values().forEach(cells -> cells.sweep(nowNanos));
  }

  void forEach(BiConsumer<Key, AttemptState> action) {
    kinds.values().forEach(cells -> cells.forEach(action));
  }

  @Override
  public void close() {
    caches.close();
  }
}
