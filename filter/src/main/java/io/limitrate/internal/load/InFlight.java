package io.limitrate.internal.load;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests in flight. A rejected request is never counted. Thread-safe. */
final class InFlight {
  private final AtomicInteger count = new AtomicInteger();

  /** Counts a request if fewer requests than the limit are in flight. Returns whether it did. */
  boolean enter(int limit) {
    int known = count.get();
    while (known < limit) {
      int witness = count.compareAndExchange(known, known + 1);
      if (witness == known) {
        return true;
      }
      known = witness;
    }
    return false;
  }

  void leave() {
    count.decrementAndGet();
  }

  int count() {
    return count.get();
  }

  /**
   * Returns the limit of each class: the whole limit for the first class, half of it for the last
   * class, and evenly between for the others, rounded up. A single class has the whole limit.
   */
  static int[] limits(int most, int classes) {
    int[] limits = new int[classes];
    long parts = Math.max(1, 2L * (classes - 1));
    for (int rank = 0; rank < classes; rank++) {
      limits[rank] = (int) ((most * (parts - rank) + parts - 1) / parts);
    }
    return limits;
  }
}
