package io.limitrate.tck.cluster;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** How often each test runs: once, or as often as the system property {@code cluster.runs} says. */
final class Runs {
  private Runs() {}

  /** The runs, counted from 1. */
  static IntStream all() {
    return IntStream.rangeClosed(1, Integer.getInteger("cluster.runs", 1));
  }

  /** Every kind of limit in every run. */
  static Stream<Arguments> ofEveryLimit() {
    return all()
        .boxed()
        .flatMap(run -> Limit.ofEveryKind().stream().map(limit -> Arguments.of(limit, run)));
  }
}
