package io.limitrate.internal.login;

import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.login.attempt.Attempts;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Failures that the store has not confirmed. They are reported again until the store answers.
 * Otherwise a burst of guesses that makes the store slow would get its places back after a minute.
 * Thread-safe.
 */
final class UnconfirmedFailures {
  /** The limit of remembered failures. Further failures are dropped. */
  private static final int MOST = 1_000;

  private final Queue<Failure> failures = new ArrayBlockingQueue<>(MOST);
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final LoginCounters counters;
  private final Executor later;
  private volatile boolean closed;

  /**
   * Creates an empty collection.
   *
   * @param later runs a task after a delay
   */
  UnconfirmedFailures(LoginCounters counters, Executor later) {
    this.counters = counters;
    this.later = later;
  }

  /** Keeps a failure until the store confirms it. */
  void add(Failure failure) {
    if (!closed && failures.offer(failure)) {
      schedule();
    }
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      later.execute(this::retry);
    }
  }

  private void retry() {
    scheduled.set(false);
    if (failures.isEmpty()) {
      return;
    }
    if (!counters.storeAvailable()) {
      schedule();
      return;
    }
    try {
      report();
    } catch (StoreUnavailableException e) {
      schedule();
    }
  }

  private void report() {
    Failure next = failures.poll();
    while (next != null) {
      report(next);
      next = failures.poll();
    }
  }

  /**
   * Reports the failures of a key to the store. A request waits for this report, so it leaves out
   * other keys.
   *
   * @throws StoreUnavailableException when the store does not answer; the remaining failures are
   *     kept
   */
  void report(Key key) {
    List<Failure> own = failures.stream().filter(failure -> failure.key.equals(key)).toList();
    for (Failure failure : own) {
      if (failures.remove(failure)) {
        report(failure);
      }
    }
  }

  private void report(Failure failure) {
    counters.fail(failure.key, failure.by, failure.id, failure.name);
  }

  /** Drops all failures. */
  void close() {
    closed = true;
    failures.clear();
  }

  /** A failed attempt with the arguments of {@link LoginCounters#fail}. */
  record Failure(Key key, Attempts by, int id, int name) {}
}
