package io.limitrate.internal.yaml;

import io.limitrate.Limiter.Waiting;
import java.util.Optional;

/** Reads the bounds of the calls that wait for their turn at a leaky bucket. */
final class WaitingBinder {
  private WaitingBinder() {}

  /** Returns the bounds; empty if there are errors. */
  static Optional<Waiting> read(Setting setting) {
    setting.checkNotEmpty();
    Section section = setting.section("calls", "threads", "longest", "longestOnThread");
    Waiting.Builder bounds = Waiting.builder();
    section.whole("calls", 1, 1_000_000).ifPresent(most -> bounds.calls(most.intValue()));
    section.whole("threads", 1, 100_000).ifPresent(most -> bounds.threads(most.intValue()));
    section.read("longest", Times.between("1ms", "365d")).ifPresent(bounds::longest);
    section.read("longestOnThread", Times.between("1ms", "1d")).ifPresent(bounds::longestOnThread);
    return section.build(bounds::build);
  }
}
