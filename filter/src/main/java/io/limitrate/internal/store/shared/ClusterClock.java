package io.limitrate.internal.store.shared;

import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.store.shared.strategy.Deadline;
import io.limitrate.internal.store.shared.strategy.SharedEntry;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import io.limitrate.internal.store.shared.update.ClockAdvance;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The time of the cluster: this node's clock plus an offset, which the node learns from an entry
 * that all nodes advance. A node that is behind takes the time of the entry, which may be a second
 * old, so nodes are a second apart at most. The time never goes back.
 *
 * <p>Thread-safe.
 */
final class ClusterClock {
  /** The most that the entry of a live cluster is behind: two heartbeats and a slow store. */
  private static final long TOLERANCE_NANOS = 3 * Heartbeat.PERIOD.toNanos();

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** A starting node waits longer for an answer than a call. */
  private static final Duration START_TIMEOUT = Duration.ofSeconds(2);

  private final Clock clock;
  private final AtomicLong offsetNanos = new AtomicLong();

  /** Creates a clock that has not joined the cluster. */
  ClusterClock(Clock clock) {
    this.clock = clock;
  }

  long nanos() {
    return clock.nanos() + offsetNanos();
  }

  /** Returns the difference of the cluster's time to this node's clock. */
  long offsetNanos() {
    return offsetNanos.get();
  }

  /**
   * Joins the cluster's time. A node whose clock is far ahead of the entry first waits up to 1.5 s.
   * If other nodes advance the entry meanwhile, the node takes their time instead of its own.
   *
   * @param target the entry of the cluster's time
   */
  void join(SharedEntry target) {
    Entry entry = target.entry();
    String found = entry.get();
    if (found == null || nanos() - ClockAdvance.nanos(found) <= TOLERANCE_NANOS) {
      advance(target, new Deadline(START_TIMEOUT));
      return;
    }
    long untilNanos = System.nanoTime() + TOLERANCE_NANOS;
    while (System.nanoTime() - untilNanos < 0) {
      LockSupport.parkNanos(POLL_NANOS);
      String now = entry.get();
      if (now != null && !now.equals(found)) {
        offsetNanos.set(ClockAdvance.nanos(now) - clock.nanos());
        return;
      }
    }
    advance(target, new Deadline(START_TIMEOUT));
  }

  /**
   * Advances the entry, or this node's time. A late answer may overlap with the next update; the
   * node still moves by the difference only once.
   */
  void advance(SharedEntry target, Deadline deadline) {
    long ownNanos = clock.nanos();
    String found = target.update(new ClockAdvance(ownNanos + offsetNanos()), deadline);
    if (found != null) {
      offsetNanos.accumulateAndGet(ClockAdvance.nanos(found) - ownNanos, Math::max);
    }
  }
}
