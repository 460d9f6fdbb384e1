package io.limitrate.shared;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
  private volatile @Nullable Try running;

  Heartbeat(ClusterClock clock, Remote remote, Availability availability, Threads threads) {
    this.clock = clock;
    this.remote = remote;
    this.availability = availability;
    this.threads = threads;
  }

  /** Begins a beat, unless one is under way; called by one thread. */
  void beat() {
    Try before = running;
    if (before != null) {
      if (before.leftNanos() <= 0 && before.silent()) {
        availability.failed(null);
      }
      if (before.leftNanos() > -GIVE_UP_NANOS) {
        return;
      }
    }
    if (availability.available() || availability.mayProbe()) {
      begin(remote.attempt());
    }
  }

  private void begin(Try beat) {
    running = beat;
    if (!threads.soon(() -> run(beat))) {
      running = null;
    }
  }

  /** The time that the beat waited for a thread is none of the time that the store has. */
  private void run(Try beat) {
    try {
      remote.tick(clock, remote.attempt());
    } finally {
      running = running == beat ? null : running;
    }
  }
}
