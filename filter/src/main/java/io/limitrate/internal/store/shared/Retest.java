package io.limitrate.internal.store.shared;

import io.limitrate.internal.store.shared.strategy.SelfTest;
import io.limitrate.internal.store.shared.strategy.SelfTestResult;
import io.limitrate.internal.store.shared.strategy.SharedCache;
import java.time.Duration;

/**
 * Repeats the test of update strategies that were too slow for a result, until charges and returned
 * units both have a sound strategy. While no strategy is usable, the store is unavailable and all
 * strategies are tested again. Thread-safe.
 */
final class Retest {
  private final SharedCache shared;
  private final SharedState sharedState;
  private final Availability availability;
  private final StoreExecutors executors;
  private final Duration pause;

  Retest(
      SharedCache shared,
      SharedState sharedState,
      Availability availability,
      StoreExecutors executors,
      Duration pause) {
    this.shared = shared;
    this.sharedState = sharedState;
    this.availability = availability;
    this.executors = executors;
    this.pause = pause;
  }

  /** Schedules the next test, if a strategy needs one. */
  void after(SelfTestResult result) {
    if (!result.complete() && !result.undecided().isEmpty()) {
      boolean unused =
          executors.schedule(() -> executors.submit(() -> test(result)), pause.toNanos());
    }
  }

  private void test(SelfTestResult before) {
    SelfTestResult result =
        before.updatedBy(SelfTest.run(shared, before.undecided(), executors.workers()));
    if (result.used().isEmpty()) {
      availability.unsound(result.reasons());
    } else {
      sharedState.use(result.used());
      availability.sound();
      logChange(before, result);
    }
    after(result);
  }

  /** Logs a result once, and again when it changes. */
  private void logChange(SelfTestResult before, SelfTestResult result) {
    if (!result.hasSameStrategiesAs(before)) {
      SelfTest.log(shared, result);
    }
  }
}
