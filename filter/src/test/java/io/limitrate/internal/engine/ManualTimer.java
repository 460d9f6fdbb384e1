package io.limitrate.internal.engine;

import io.limitrate.DecisionListener;
import io.limitrate.ManualClock;
import io.limitrate.config.LocalSource;
import io.limitrate.config.StoreSettings;
import io.limitrate.internal.store.local.CellStores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A timer that a test runs, together with its clock. Thread-safe. */
final class ManualTimer implements TurnTimer {
  private final ManualClock clock;
  private final List<Task> tasks = new ArrayList<>();
  private @Nullable Error failure;

  ManualTimer(ManualClock clock) {
    this.clock = clock;
  }

  /** Returns a limiter in the process that follows this timer and its clock. */
  StoreLimiter limiter(DecisionListener listener) {
    StoreLimiterBuilder builder =
        StoreLimiter.builder(
                CellStores.open(new StoreSettings.InProcess(new LocalSource.Caffeine(), 1_000)))
            .clock(clock)
            .listener(listener);
    builder.timer = this;
    return builder.build();
  }

  private record Task(FutureTask<?> task, long atNanos) {}

  private long nowNanos() {
    return Clock.of(clock).nanos();
  }

  /** Lets the next task fail, as if the machine could start no thread. */
  synchronized void failNext(Error next) {
    failure = next;
  }

  @Override
  public synchronized Future<?> schedule(Runnable task, long delayNanos) {
    Error failing = failure;
    failure = null;
    if (failing != null) {
      throw failing;
    }
    FutureTask<?> future = new FutureTask<>(task, null);
    tasks.add(new Task(future, nowNanos() + delayNanos));
    return future;
  }

  /** Moves the time forward, and runs each task at its time. */
  void advance(Duration duration) {
    long endNanos = nowNanos() + duration.toNanos();
    for (Task next = next(endNanos); next != null; next = next(endNanos)) {
      clock.advance(Duration.ofNanos(Math.max(0, next.atNanos - nowNanos())));
      next.task.run();
    }
    clock.advance(Duration.ofNanos(endNanos - nowNanos()));
  }

  private synchronized Task next(long endNanos) {
    tasks.removeIf(task -> task.task.isCancelled());
    Task first =
        tasks.stream()
            .filter(task -> task.atNanos <= endNanos)
            .min(Comparator.comparingLong(Task::atNanos))
            .orElse(null);
    tasks.remove(first);
    return first;
  }

  /** Returns the number of tasks that are not cancelled. */
  synchronized int size() {
    tasks.removeIf(task -> task.task.isCancelled());
    return tasks.size();
  }

  @Override
  public synchronized void close() {
    tasks.clear();
  }
}
