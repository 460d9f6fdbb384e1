package io.limitrate.shared;

import io.limitrate.Key;
import io.limitrate.Quotas;
import io.limitrate.StoreUnavailableException;
import io.limitrate.Transition;
import io.limitrate.shared.Path.Entry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which paths a provider keeps its word by: some threads charge one entry by each of them, and no
 * charge may be missing afterwards. Takes less than two seconds.
 */
final class SelfTest {
  private static final System.Logger LOG = System.getLogger(SelfTest.class.getName());
  private static final int THREADS = 4;
  private static final int CHARGES = 200;
  private static final Duration LIMIT = Duration.ofMillis(500);

  /** For charges under way when time is up, on a slow machine. */
  private static final Duration GRACE = Duration.ofMillis(450);

  /** For all paths together. */
  private static final Duration ALL = Duration.ofMillis(1_900);

  private static final Quotas QUOTAS = Quotas.parse("1000000/1d fixed-window");

  private final SharedCache shared;
  private final Executor executor;
  private final Map<Path, String> failures = new TreeMap<>();
  private final Try all = new Try(ALL);

  private SelfTest(SharedCache shared, Executor executor) {
    this.shared = shared;
    this.executor = executor;
  }

  /**
   * The paths that lost nothing.
   *
   * @throws IllegalArgumentException when there is none, with what each of them lost
   */
  static Set<Path> run(SharedCache shared, Executor executor) {
    SelfTest test = new SelfTest(shared, executor);
    Set<Path> sound = EnumSet.noneOf(Path.class);
    for (Path path : Path.values()) {
      if (path.offeredBy(shared) && test.sound(path)) {
        sound.add(path);
      }
    }
    if (sound.isEmpty()) {
      throw new IllegalArgumentException(
          "cache \""
              + shared.cache().getName()
              + "\": must change entries atomically; "
              + test.failures);
    }
    LOG.log(Level.INFO, () -> test.result(sound.iterator().next()));
    return sound;
  }

  private String result(Path taken) {
    return "Entries of cache \""
        + shared.cache().getName()
        + "\" are changed by "
        + taken
        + (failures.isEmpty() ? "" : ", not by " + failures);
  }

  private boolean sound(Path path) {
    Entry entry = new Entry(shared, Key.random().text());
    try {
      long made = charge(path, entry);
      FutureTask<Long> counted = begin(() -> counted(path, entry));
      long lost = made - counted.get(leftNanos(GRACE.toNanos()), TimeUnit.NANOSECONDS);
      if (lost > 0 || made < 2 * THREADS) {
        failures.put(path, "lost " + lost + " of " + made + " charges");
        return false;
      }
      return true;
    } catch (ExecutionException | RuntimeException e) {
      failures.put(path, String.valueOf(e.getCause() == null ? e : e.getCause()));
      return false;
    } catch (TimeoutException e) {
      failures.put(path, "no answer within " + LIMIT.toMillis() + " ms");
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the store was tested", e);
    } finally {
      executor.execute(() -> remove(entry));
    }
  }

  /** The charges made by all threads together: as many as asked for, or as time allowed. */
  private long charge(Path path, Entry entry)
      throws InterruptedException, ExecutionException, TimeoutException {
    Try end = new Try(LIMIT);
    CountDownLatch start = new CountDownLatch(THREADS);
    List<FutureTask<Long>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      tasks.add(begin(() -> charge(path, entry, start, end)));
    }
    long made = 0;
    for (FutureTask<Long> task : tasks) {
      long nanos = Math.max(1, end.leftNanos()) + GRACE.toNanos();
      made += task.get(leftNanos(nanos), TimeUnit.NANOSECONDS);
    }
    return made;
  }

  /** By a thread that a provider may hold as long as it likes. */
  private <T> FutureTask<T> begin(Callable<T> part) {
    FutureTask<T> task = new FutureTask<>(part);
    executor.execute(task);
    return task;
  }

  /** So long, but no longer than there is time for all. */
  private long leftNanos(long nanos) {
    return Math.max(1, Math.min(nanos, all.leftNanos()));
  }

  private static long charge(Path path, Entry entry, CountDownLatch start, Try end)
      throws InterruptedException {
    start.countDown();
    start.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    Batch one = Batch.asking(QUOTAS, new Transition.Acquire(QUOTAS, 1, 0));
    long made = 0;
    try {
      while (made < CHARGES && end.leftNanos() > 0) {
        path.change(entry, one, end);
        made++;
      }
    } catch (StoreUnavailableException e) {
      // Time is up, and others were faster: this charge was not made.
      return made;
    }
    return made;
  }

  private static long counted(Path path, Entry entry) {
    Transition peek = new Transition.Acquire(QUOTAS, 0, 0);
    Batch batch = Batch.asking(QUOTAS, peek);
    String found = path.change(entry, batch, new Try(GRACE));
    long remaining = batch.outcome(found).decisions().get(0).remaining();
    return QUOTAS.list().get(0).limit() - remaining;
  }

  private static void remove(Entry entry) {
    try {
      entry.remove();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "An entry of the self-test stays until it expires", e);
    }
  }
}
