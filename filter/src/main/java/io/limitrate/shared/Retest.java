package io.limitrate.shared;

import java.time.Duration;

/** Tests paths again that were too slow to be judged, until there are sound ones for all. */
final class Retest {
  static final Duration PAUSE = Duration.ofSeconds(10);

  private final SharedCache shared;
  private final Remote remote;
  private final Threads threads;

  Retest(SharedCache shared, Remote remote, Threads threads) {
    this.shared = shared;
    this.remote = remote;
    this.threads = threads;
  }

  /** Begins, if there is a path to test again. */
  void after(Paths paths) {
    if (!paths.complete() && !paths.slow().isEmpty()) {
      boolean unused = threads.later(() -> threads.soon(() -> test(paths)), PAUSE.toNanos());
    }
  }

  private void test(Paths before) {
    Paths paths = before.updatedBy(SelfTest.run(shared, before.slow().keySet(), threads.workers()));
    if (!paths.used().isEmpty()) {
      remote.use(paths.used());
    }
    after(paths);
  }
}
