package io.limitrate.internal.login;

import io.limitrate.Attempts;
import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Failed attempts that the store could not be told of. They are told again and again: without them
 * a burst of guesses that makes the store slow would have its places back after a minute.
 * Thread-safe.
 */
final class UntoldFailures {
  /** Of more at once the later ones are not remembered. */
  private static final int MOST = 1_000;

  private final Queue<Failure> failures = new ArrayBlockingQueue<>(MOST);
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final LoginCounters counters;
  private final Executor later;
  private volatile boolean closed;

  /**
   * None yet.
   *
   * @param later runs a task after a while
   */
  UntoldFailures(LoginCounters counters, Executor later) {
    this.counters = counters;
    this.later = later;
  }

  /** Remembers a failure until the store has been told. */
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
      tell();
    } catch (StoreUnavailableException e) {
      schedule();
    }
  }

  private void tell() {
    Failure next = failures.poll();
    while (next != null) {
      tell(next);
      next = failures.poll();
    }
  }

  /**
   * Tells the store the failures of a key. A request waits for this, so it does not tell those of
   * other keys.
   *
   * @throws StoreUnavailableException when the store does not answer; the rest is kept
   */
  void tell(Key key) {
    List<Failure> own = failures.stream().filter(failure -> failure.key.equals(key)).toList();
    for (Failure failure : own) {
      if (failures.remove(failure)) {
        tell(failure);
      }
    }
  }

  private void tell(Failure failure) {
    counters.fail(failure.key, failure.by, failure.id, failure.name);
  }

  /** Forgets all of them. */
  void close() {
    closed = true;
    failures.clear();
  }

  /** A failed attempt, as {@link LoginCounters#fail} is told of it. */
  record Failure(Key key, Attempts by, int id, int name) {}
}
