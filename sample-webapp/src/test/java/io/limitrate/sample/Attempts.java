package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Calls up to the first rejection. During the calls real time passes and more units become
 * available. The assertion allows for these units, so a slow machine weakens the test but does not
 * break it.
 */
record Attempts(List<Answer> permitted, Answer rejection, Duration elapsed) {

  static Attempts untilRejected(Supplier<Answer> call) {
    List<Answer> permitted = new ArrayList<>();
    long start = System.nanoTime();
    Answer answer = call.get();
    while (!answer.rejected()) {
      permitted.add(answer);
      answer = call.get();
    }
    return new Attempts(permitted, answer, Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * Asserts that at least the capacity was permitted, and at most the capacity plus the units that
   * became available during the calls.
   */
  void assertCapacity(int capacity, Duration unit) {
    assertThat((long) permitted.size())
        .isBetween((long) capacity, capacity + elapsed.dividedBy(unit));
  }
}
