package io.limitrate.internal.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The calls of one queue by their classes, in the order of their arrival within a class. Reads no
 * clock. Not thread-safe.
 *
 * @param <T> the type of the calls
 */
final class WaitingCalls<T> {
  private final NavigableMap<Integer, Map<T, Place>> ranks = new TreeMap<>();

  /**
   * The place of a call.
   *
   * @param units the number of departures that the call needs, at least 1
   * @param rank the place of its class, from 0, whose calls go first
   * @param starvesAtNanos the time from which the call goes before calls of all classes whose own
   *     time is later
   */
  record Place(long units, int rank, long starvesAtNanos) {
    private boolean goesBefore(Place higher, long nowNanos) {
      boolean starves = starvesAtNanos - nowNanos <= 0;
      return starves && starvesAtNanos - higher.starvesAtNanos < 0;
    }
  }

  boolean isEmpty() {
    return ranks.isEmpty();
  }

  void add(T call, Place place) {
    ranks.computeIfAbsent(place.rank, any -> new LinkedHashMap<>()).put(call, place);
  }

  /** Removes a call. Returns the number of departures that the call needed; 0 without the call. */
  long remove(T call) {
    for (Map<T, Place> calls : ranks.values()) {
      Place place = calls.remove(call);
      if (place != null) {
        ranks.values().removeIf(Map::isEmpty);
        return place.units;
      }
    }
    return 0;
  }

  /** Returns the call that takes a departure at this time. There is at least one call. */
  T next(long nowNanos) {
    Map.Entry<T, Place> next = ranks.firstEntry().getValue().entrySet().iterator().next();
    for (Map<T, Place> lower : ranks.tailMap(ranks.firstKey(), false).values()) {
      Map.Entry<T, Place> oldest = lower.entrySet().iterator().next();
      if (oldest.getValue().goesBefore(next.getValue(), nowNanos)) {
        next = oldest;
      }
    }
    return next.getKey();
  }

  Stream<T> stream() {
    return ranks.values().stream().flatMap(calls -> calls.keySet().stream());
  }
}
