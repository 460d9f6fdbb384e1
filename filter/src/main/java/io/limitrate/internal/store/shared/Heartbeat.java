package io.limitrate.internal.store.shared;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in touch with the store whether there are calls or not: for the clock, and to find out when
 * a store that was lost is back, so that no call has to try.
 */
final class Heartbeat {
  static final Duration PERIOD = Duration.ofMillis(500);

  /** A provider that hangs for so long may never come back from that call. */
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ClusterClock clock;
  private final Remote remote;
  private final Availability availability;
  private final Threads threads;
  private final AtomicReference<@Nullable Beat> underWay = new AtomicReference<>();

  Heartbeat(ClusterClock clock, Remote remote, Availability availability, Threads threads) {
    this.clock = clock;
    this.remote = remote;
    this.availability = availability;
    this.threads = threads;
  }

  /** Begins a beat, unless one is under way; called by one thread. */
  void beat() {
    Beat before = underWay.get();
    if (before != null && !before.givenUp()) {
      return;
    }
    if (availability.available() || availability.mayProbe()) {
      begin(new Beat());
    }
  }

  private void begin(Beat beat) {
    underWay.set(beat);
    if (!threads.soon(beat::run)) {
      underWay.set(null);
    }
  }

  /**
   * One beat. The time that it waits for a thread is not part of the time that the store has for an
   * answer.
   */
  private final class Beat {
    private volatile @Nullable Try attempt;

    void run() {
      Try begun = remote.attempt();
      attempt = begun;
      try {
        remote.tick(clock, begun);
      } finally {
        underWay.compareAndSet(this, null);
      }
    }

    /** Whether the provider hangs; tells of a store that has not answered in time. */
    boolean givenUp() {
      Try begun = attempt;
      if (begun == null) {
        return false;
      }
      if (begun.leftNanos() <= 0 && begun.silent()) {
        availability.failed(null);
      }
      return begun.leftNanos() <= -GIVE_UP_NANOS;
    }
  }
}
