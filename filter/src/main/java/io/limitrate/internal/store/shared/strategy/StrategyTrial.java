package io.limitrate.internal.store.shared.strategy;

import io.limitrate.Decision;
import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.engine.Transition;
import io.limitrate.internal.store.shared.strategy.UpdateStrategy.Entry;
import io.limitrate.internal.store.shared.update.UpdateCommand;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The test of one strategy: several threads charge one entry at the same time, then the test counts
 * the charges in the entry. On a slow store more charges overlap, so a few charges prove as much as
 * many charges on a fast store.
 */
final class StrategyTrial {
  private static final System.Logger LOG = System.getLogger(SelfTest.class.getName());
  private static final int THREADS = 4;
  private static final int MOST_CHARGES = 200;
  private static final int LEAST_CHARGES = 2;
  private static final long USUAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** The longest wait for one answer: a busy machine needs this time to load classes. */
  private static final Duration LONGEST_SILENCE = Duration.ofMillis(950);

  private static final CountedQuotas QUOTAS = CountedQuotas.parse("1000000/1d fixed-window");

  private final UpdateStrategy strategy;
  private final Entry entry;
  private final Deadline store;
  private final Executor executor;
  private final Deadline answers = new Deadline(LONGEST_SILENCE);
  private final long startNanos = System.nanoTime();
  private final CountDownLatch start = new CountDownLatch(THREADS);
  private final AtomicLong made = new AtomicLong();

  /**
   * Creates a trial.
   *
   * @param store notes answers, and ends the test when the store is silent for too long
   * @param executor has threads that the provider may block for any time
   */
  StrategyTrial(UpdateStrategy strategy, SharedCache shared, Deadline store, Executor executor) {
    this.strategy = strategy;
    this.entry = new Entry(shared, Key.random().text());
    this.store = store;
    this.executor = executor;
  }

  /**
   * Makes the charges, and returns the number of missing charges.
   *
   * @throws ExecutionException when the provider fails
   * @throws TimeoutException when the provider is too slow
   */
  long lost() throws InterruptedException, ExecutionException, TimeoutException {
    List<FutureTask<Long>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(begin(this::charge));
    }
    for (FutureTask<Long> thread : threads) {
      long unused = await(thread);
    }
    return made() - await(begin(this::counted));
  }

  long made() {
    return made.get();
  }

  boolean madeEnough() {
    return made() >= (long) THREADS * LEAST_CHARGES;
  }

  private <T> FutureTask<T> begin(Callable<T> part) {
    FutureTask<T> task = new FutureTask<>(part);
    executor.execute(task);
    return task;
  }

  /** Waits while the provider answers. */
  private <T> T await(FutureTask<T> task)
      throws InterruptedException, ExecutionException, TimeoutException {
    while (true) {
      try {
        return task.get(Math.max(1, remainingNanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (remainingNanos() <= 0) {
          throw e;
        }
      }
    }
  }

  private long remainingNanos() {
    return Math.min(answers.remainingNanos(), store.remainingNanos());
  }

  private long charge() throws InterruptedException {
    start.countDown();
    start.await(LONGEST_SILENCE.toNanos(), TimeUnit.NANOSECONDS);
    UpdateCommand one = UpdateCommand.of(QUOTAS, new Transition.Acquire(QUOTAS, 1, 0));
    long charges = 0;
    try {
      while (charges < LEAST_CHARGES || (charges < MOST_CHARGES && isUsualTime())) {
        strategy.update(entry, one, new Deadline(LONGEST_SILENCE, nanos -> answered()));
        made.incrementAndGet();
        charges++;
        answered();
      }
    } catch (StoreUnavailableException e) {
      // The store is slow, or other threads were faster: this charge is not counted as made.
      return charges;
    }
    return charges;
  }

  private boolean isUsualTime() {
    return System.nanoTime() - startNanos < USUAL_NANOS;
  }

  private void answered() {
    answers.answered();
    store.answered();
  }

  /**
   * Counts with the strategy under test: JCache's own {@code get} may use another clock for expiry.
   */
  private long counted() {
    Transition<Decision> peek = new Transition.Acquire(QUOTAS, 0, 0);
    UpdateCommand command = UpdateCommand.of(QUOTAS, peek);
    String found = strategy.update(entry, command, new Deadline(LONGEST_SILENCE));
    long remaining = ((Decision) command.outcome(found).answers().get(0)).remaining();
    return QUOTAS.list().get(0).limit() - remaining;
  }

  /** Removes the entry, without waiting. */
  void end() {
    executor.execute(this::remove);
  }

  private void remove() {
    try {
      entry.remove();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "An entry of the self-test stays until it expires", e);
    }
  }
}
