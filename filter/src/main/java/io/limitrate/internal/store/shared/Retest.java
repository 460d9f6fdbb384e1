package io.limitrate.internal.store.shared;

import java.time.Duration;

/**
 * Tests paths again that were too slow to be judged, until there are sound ones for all. Where no
 * path is left to use, the store is not available, and all paths are tested again.
 */
final class Retest {
  static final Duration PAUSE = Duration.ofSeconds(10);

  private final SharedCache shared;
  private final Remote remote;
  private final Availability availability;
  private final Threads threads;
  private final Duration pause;

  Retest(
      SharedCache shared,
      Remote remote,
      Availability availability,
      Threads threads,
      Duration pause) {
    this.shared = shared;
    this.remote = remote;
    this.availability = availability;
    this.threads = threads;
    this.pause = pause;
  }

  /** Begins, if there is a path to test again. */
  void after(Paths paths) {
    if (!paths.complete() && !paths.unjudged().isEmpty()) {
      boolean unused = threads.later(() -> threads.soon(() -> test(paths)), pause.toNanos());
    }
  }

  private void test(Paths before) {
    Paths paths = before.updatedBy(SelfTest.run(shared, before.unjudged(), threads.workers()));
    if (paths.used().isEmpty()) {
      availability.unsound(paths.reasons());
    } else {
      remote.use(paths.used());
      availability.sound();
      tell(before, paths);
    }
    after(paths);
  }

  /** A repeated state is told once. */
  private void tell(Paths before, Paths paths) {
    if (!paths.judgesAs(before)) {
      SelfTest.tell(shared, paths);
    }
  }
}
