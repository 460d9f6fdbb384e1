package io.limitrate.shared;

import io.limitrate.Clock;
import io.limitrate.shared.Path.Entry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The time that the nodes of a store agree on: each node's own, and an offset that it learns from
 * an entry which is moved ahead all the time. A node that is behind takes over the time of the
 * entry, which is as old as the entry, so nodes are at most a second apart; time never goes back.
 *
 * <p>Thread-safe; only one thread at a time ticks.
 */
final class ClusterClock {
  /** What the entry may be behind by where a node is alive: two beats, and a slow store. */
  private static final long TOLERANCE_NANOS = 3 * Heartbeat.PERIOD.toNanos();

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** A node that starts waits longer for an answer than a call may. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(2);

  private final Clock clock;
  private final Supplier<Entry> entry;
  private final Supplier<Path> path;
  private volatile long offsetNanos;

  /**
   * A clock that has not joined the others.
   *
   * @param entry the entry that the nodes' clocks meet at, as it is changed at the moment
   * @param path how it is changed at the moment: a later test may find the first path unsound
   */
  ClusterClock(Clock clock, Supplier<Entry> entry, Supplier<Path> path) {
    this.clock = clock;
    this.entry = entry;
    this.path = path;
  }

  long nanos() {
    return clock.nanos() + offsetNanos;
  }

  /** What this node's time lacks. */
  long offsetNanos() {
    return offsetNanos;
  }

  /**
   * Takes the cluster's time over, if there is a cluster. A node that is far ahead of the entry
   * waits a moment to see whether others keep it moving: then they are right, and it does not drag
   * them ahead.
   */
  void join() {
    String found = entry.get().get();
    if (found == null || nanos() - Tick.nanos(found) <= TOLERANCE_NANOS) {
      tick(new Try(START_TIMEOUT));
      return;
    }
    long untilNanos = System.nanoTime() + TOLERANCE_NANOS;
    while (System.nanoTime() - untilNanos < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
      String now = entry.get().get();
      if (now != null && !now.equals(found)) {
        move(Tick.nanos(now) - nanos());
        return;
      }
    }
    tick(new Try(START_TIMEOUT));
  }

  /** Moves the entry ahead, or this node. */
  void tick(Try attempt) {
    long ownNanos = nanos();
    String found = path.get().change(entry.get(), new Tick(ownNanos), attempt);
    long behindNanos = found == null ? 0 : Tick.nanos(found) - ownNanos;
    if (behindNanos > 0) {
      move(behindNanos);
    }
  }

  private void move(long nanos) {
    offsetNanos = offsetNanos() + nanos;
  }
}
