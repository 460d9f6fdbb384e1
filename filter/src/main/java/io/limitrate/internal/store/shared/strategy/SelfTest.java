package io.limitrate.internal.store.shared.strategy;

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
 * Finds the update strategies that are atomic on a provider: several threads charge one entry with
 * each strategy, and no charge may be missing afterwards. The test takes less than two seconds when
 * the store answers within some milliseconds or not at all, and some seconds when the store is
 * slow.
 */
public final class SelfTest {
  private static final System.Logger LOG = System.getLogger(SelfTest.class.getName());

  /** The pause before strategies that were too slow for a result are tested again. */
  public static final Duration RETEST_PAUSE = Duration.ofSeconds(10);

  /** The longest time without any answer; after it the store counts as unreachable. */
  private static final Duration LONGEST_SILENCE = Duration.ofMillis(1_900);

  private final SharedCache shared;
  private final Executor executor;
  private final Deadline store = new Deadline(LONGEST_SILENCE);
  private final Set<UpdateStrategy> sound = EnumSet.noneOf(UpdateStrategy.class);
  private final Map<UpdateStrategy, Long> slow = new EnumMap<>(UpdateStrategy.class);
  private final Map<UpdateStrategy, String> unsound = new EnumMap<>(UpdateStrategy.class);
  private final Map<UpdateStrategy, String> failed = new EnumMap<>(UpdateStrategy.class);

  private SelfTest(SharedCache shared, Executor executor) {
    this.shared = shared;
    this.executor = executor;
  }

  /**
   * Tests all strategies and logs the result.
   *
   * @throws IllegalArgumentException when no strategy is usable, with the reason for each strategy
   */
  public static SelfTestResult run(SharedCache shared, Executor executor) {
    SelfTestResult result = run(shared, EnumSet.allOf(UpdateStrategy.class), executor);
    if (result.used().isEmpty()) {
      throw new IllegalArgumentException(
          name(shared) + ": must update entries atomically; " + result.reasons());
    }
    log(shared, result);
    return result;
  }

  /** Tests some strategies. */
  public static SelfTestResult run(
      SharedCache shared, Set<UpdateStrategy> candidates, Executor executor) {
    SelfTest test = new SelfTest(shared, executor);
    candidates.stream().filter(strategy -> strategy.offeredBy(shared)).forEach(test::test);
    return new SelfTestResult(test.sound, test.slow, test.unsound, test.failed);
  }

  /** Logs which strategies update the entries. */
  public static void log(SharedCache shared, SelfTestResult result) {
    Map<UpdateStrategy, Long> slow = result.slow();
    LOG.log(
        Level.INFO,
        "Entries of {0} are updated by {1}{2}{3}",
        name(shared),
        result.used(),
        result.rejected().isEmpty() ? "" : ", not by " + result.rejected(),
        slow.isEmpty() ? "" : ", too slow for a result after these charges: " + slow);
    if (!result.complete() && !slow.isEmpty()) {
      LOG.log(
          Level.WARNING,
          "The shared store is slow: {0} made too few charges for a result by {1}. Limitrate"
              + " repeats the test every {2} s until there is a result.",
          name(shared),
          slow,
          RETEST_PAUSE.toSeconds());
    }
  }

  private static String name(SharedCache shared) {
    return "cache \"" + shared.cache().getName() + "\"";
  }

  private void test(UpdateStrategy strategy) {
    StrategyTrial trial = new StrategyTrial(strategy, shared, store, executor);
    try {
      long lost = trial.lost();
      if (lost > 0) {
        unsound.put(strategy, "lost " + lost + " of " + trial.made() + " charges");
      } else if (trial.madeEnough()) {
        sound.add(strategy);
      } else {
        slow.put(strategy, trial.made());
      }
    } catch (ExecutionException e) {
      fails(strategy, trial, e.getCause());
    } catch (TimeoutException e) {
      slow.put(strategy, trial.made());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while testing the store", e);
    } finally {
      trial.end();
    }
  }

  private void fails(UpdateStrategy strategy, StrategyTrial trial, @Nullable Throwable cause) {
    if (cause instanceof StoreUnavailableException) {
      slow.put(strategy, trial.made());
    } else {
      failed.put(strategy, String.valueOf(cause));
    }
  }
}
