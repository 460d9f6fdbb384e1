package io.limitrate.internal.store.shared;

import io.limitrate.Clock;
import io.limitrate.internal.store.shared.Path.Entry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The time that the nodes of a store agree on: each node's own, and an offset that it learns from
 * an entry which is moved ahead all the time. A node that is behind takes over the time of the
 * entry, which is as old as the entry, so nodes are at most a second apart; time never goes back.
 *
 * <p>Thread-safe.
 */
final class ClusterClock {
  /** What the entry may be behind by where a node is alive: two beats, and a slow store. */
  private static final long TOLERANCE_NANOS = 3 * Heartbeat.PERIOD.toNanos();

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** A node that starts waits longer for an answer than a call may. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(2);

  private final Clock clock;
  private final AtomicLong offsetNanos = new AtomicLong();

  /** A clock that has not joined the others. */
  ClusterClock(Clock clock) {
    this.clock = clock;
  }

  long nanos() {
    return clock.nanos() + offsetNanos();
  }

  /** What this node's time lacks. */
  long offsetNanos() {
    return offsetNanos.get();
  }

  /**
   * Takes the cluster's time over, if there is a cluster. A node that is far ahead of the entry
   * waits a moment to see whether others keep it moving: then they are right, and it does not drag
   * them ahead.
   *
   * @param target the entry that the nodes' clocks meet at
   */
  void join(Target target) {
    Entry entry = target.entry();
    String found = entry.get();
    if (found == null || nanos() - Tick.nanos(found) <= TOLERANCE_NANOS) {
      tick(target, new Try(START_TIMEOUT));
      return;
    }
    long untilNanos = System.nanoTime() + TOLERANCE_NANOS;
    while (System.nanoTime() - untilNanos < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
      String now = entry.get();
      if (now != null && !now.equals(found)) {
        offsetNanos.set(Tick.nanos(now) - clock.nanos());
        return;
      }
    }
    tick(target, new Try(START_TIMEOUT));
  }

  /**
   * Moves the entry ahead, or this node. A tick that is answered late may overlap with the next
   * one: neither moves the node by more than it was behind.
   */
  void tick(Target target, Try attempt) {
    long ownNanos = clock.nanos();
    String found = target.change(new Tick(ownNanos + offsetNanos()), attempt);
    if (found != null) {
      offsetNanos.accumulateAndGet(Tick.nanos(found) - ownNanos, Math::max);
    }
  }
}
