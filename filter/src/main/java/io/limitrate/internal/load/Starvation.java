package io.limitrate.internal.load;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Finds classes whose requests were all shed for a time. The next request of such a class counts as
 * one of the first class. The time is counted in readings of the signals. Thread-safe.
 */
final class Starvation {
  private final int bound;
  private final AtomicIntegerArray served;
  private final AtomicInteger readings = new AtomicInteger();

  Starvation(Optional<Duration> longest, int classes) {
    this.bound =
        longest
            .map(time -> Math.toIntExact(time.dividedBy(Shedder.INTERVAL)))
            .orElse(Integer.MAX_VALUE);
    this.served = new AtomicIntegerArray(classes);
  }

  /** Called at each reading of the signals. */
  void reading() {
    readings.getAndIncrement();
  }

  /** Returns whether a request counts as one of the first class; at most one caller gets true. */
  boolean claim(int rank) {
    int last = served.get(rank);
    int now = readings.get();
    return now - last >= bound && served.compareAndSet(rank, last, now);
  }

  /** Called when the request was shed nevertheless: the next request of the class may claim. */
  void giveUp(int rank) {
    served.set(rank, readings.get() - bound);
  }

  /** Called when a request of the class was admitted. */
  void served(int rank) {
    served.set(rank, readings.get());
  }
}
