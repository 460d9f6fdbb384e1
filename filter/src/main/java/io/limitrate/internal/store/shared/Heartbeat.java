package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.strategy.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Advances the cluster's time twice a second. The heartbeat also finds out when an unavailable
 * store is back, so that no call has to try.
 */
final class Heartbeat {
  static final Duration PERIOD = Duration.ofMillis(500);

  /** A call of the provider that blocks for this time may never return. */
  private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ClusterClock clock;
  private final SharedState sharedState;
  private final Availability availability;
  private final StoreExecutors executors;
  private final AtomicReference<@Nullable Beat> running = new AtomicReference<>();

  Heartbeat(
      ClusterClock clock,
      SharedState sharedState,
      Availability availability,
      StoreExecutors executors) {
    this.clock = clock;
    this.sharedState = sharedState;
    this.availability = availability;
    this.executors = executors;
  }

  /** Starts a beat, unless one is running. The timer thread calls this method. */
  void beat() {
    Beat before = running.get();
    if (before != null && !before.givenUp()) {
      return;
    }
    if (availability.available() || availability.mayProbe()) {
      begin(new Beat());
    }
  }

  private void begin(Beat beat) {
    running.set(beat);
    if (!executors.submit(beat::run)) {
      running.set(null);
    }
  }

  /** One beat. The time before a worker takes the beat does not count as time of the store. */
  private final class Beat {
    private volatile @Nullable Deadline deadline;

    void run() {
      Deadline begun = sharedState.newDeadline();
      deadline = begun;
      try {
        sharedState.advance(clock, begun);
      } finally {
        running.compareAndSet(this, null);
      }
    }

    /** Returns whether the provider hangs. Also reports a beat without an answer in time. */
    boolean givenUp() {
      Deadline begun = deadline;
      if (begun == null) {
        return false;
      }
      if (begun.remainingNanos() <= 0 && begun.unanswered()) {
        availability.failed(null);
      }
      return begun.remainingNanos() <= -GIVE_UP_NANOS;
    }
  }
}
