package io.limitrate.internal.store.shared;

import io.limitrate.StoreUnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which paths of a provider are atomic: some threads charge one entry by each path, and
 * no charge may be missing afterwards. Takes less than two seconds where the store answers within
 * some milliseconds or not at all, and some seconds where the store is slow.
 */
final class SelfTest {
  private static final System.Logger LOG = System.getLogger(SelfTest.class.getName());

  /** A store that answers nothing for so long is not there. */
  private static final Duration LONGEST_SILENCE = Duration.ofMillis(1_900);

  private final SharedCache shared;
  private final Executor executor;
  private final Try store = new Try(LONGEST_SILENCE);
  private final Set<Path> sound = EnumSet.noneOf(Path.class);
  private final Map<Path, Long> slow = new EnumMap<>(Path.class);
  private final Map<Path, String> unsound = new EnumMap<>(Path.class);
  private final Map<Path, String> failed = new EnumMap<>(Path.class);

  private SelfTest(SharedCache shared, Executor executor) {
    this.shared = shared;
    this.executor = executor;
  }

  /**
   * Tests all paths, and tells in the log what came of it.
   *
   * @throws IllegalArgumentException when no path can be used, with the reason for each of them
   */
  static Paths run(SharedCache shared, Executor executor) {
    Paths paths = run(shared, EnumSet.allOf(Path.class), executor);
    if (paths.used().isEmpty()) {
      throw new IllegalArgumentException(
          name(shared) + ": must change entries atomically; " + paths.reasons());
    }
    tell(shared, paths);
    return paths;
  }

  /** Tests some paths. */
  static Paths run(SharedCache shared, Set<Path> candidates, Executor executor) {
    SelfTest test = new SelfTest(shared, executor);
    candidates.stream().filter(path -> path.offeredBy(shared)).forEach(test::test);
    return new Paths(test.sound, test.slow, test.unsound, test.failed);
  }

  /** Tells in the log by which paths entries are changed. */
  static void tell(SharedCache shared, Paths paths) {
    Map<Path, Long> slow = paths.slow();
    LOG.log(
        Level.INFO,
        "Entries of {0} are changed by {1}{2}{3}",
        name(shared),
        paths.used(),
        paths.rejected().isEmpty() ? "" : ", not by " + paths.rejected(),
        slow.isEmpty() ? "" : ", too slow to be judged by their charges: " + slow);
    if (!paths.complete() && !slow.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "The shared store is slow: {0} made too few charges for a judgement by {1}. Limitrate"
              + " tests every {2} s until it can judge.",
          name(shared),
          slow,
          Retest.PAUSE.toSeconds());
    }
  }

  private static String name(SharedCache shared) {
    return "cache \"" + shared.cache().getName() + "\"";
  }

  private void test(Path path) {
    PathTrial trial = new PathTrial(path, shared, store, executor);
    try {
      long lost = trial.lost();
      if (lost > 0) {
        unsound.put(path, "lost " + lost + " of " + trial.made() + " charges");
      } else if (trial.madeEnough()) {
        sound.add(path);
      } else {
        slow.put(path, trial.made());
      }
    } catch (ExecutionException e) {
      fails(path, trial, e.getCause());
    } catch (TimeoutException e) {
      slow.put(path, trial.made());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the store was tested", e);
    } finally {
      trial.end();
    }
  }

  private void fails(Path path, PathTrial trial, @Nullable Throwable cause) {
    if (cause instanceof StoreUnavailableException) {
      slow.put(path, trial.made());
    } else {
      failed.put(path, String.valueOf(cause));
    }
  }
}
