package io.limitrate.tck.cluster;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * The number of runs of each test: one, or the value of the system property {@code cluster.runs}.
 */
final class Runs {
  private Runs() {}

  /** Returns the runs, counted from 1. */
  static IntStream all() {
    return IntStream.rangeClosed(1, Integer.getInteger("cluster.runs", 1));
  }

  /** Returns every kind of limit in every run. */
  static Stream<Arguments> ofEveryLimit() {
    return all()
        .boxed()
        .flatMap(run -> Limit.ofEveryKind().stream().map(limit -> Arguments.of(limit, run)));
  }
}
