package io.limitrate.shared;

import io.limitrate.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One try to reach the shared state: by when it has to be done, and whether the store has said
 * anything at all so far. Thread-safe.
 */
final class Try {
  private final long endNanos;
  private final AtomicBoolean judged = new AtomicBoolean();
  private volatile boolean answered;

  Try(Duration timeout) {
    this.endNanos = System.nanoTime() + timeout.toNanos();
  }

  long leftNanos() {
    return endNanos - System.nanoTime();
  }

  /** The store has answered one of the requests that this takes. */
  void answered() {
    answered = true;
  }

  /** Ends a try that is late because other nodes were faster every time. */
  void check() {
    if (leftNanos() <= 0) {
      throw new StoreUnavailableException(
          "the entry was not changed in time: the store is slow, or other nodes were faster");
    }
  }

  boolean silent() {
    return !answered;
  }

  /** Whether nobody has told the circuit breaker yet how this went: true once. */
  boolean judge() {
    return judged.compareAndSet(false, true);
  }
}
