package io.limitrate.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Calls until one is rejected. Real time passes meanwhile: what it may have brought back is allowed
 * for, so that a slow machine proves less, but nothing wrong.
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

  /** At least the capacity was permitted, and no more than that and what time has brought back. */
  void assertCapacity(int capacity, Duration unit) {
    assertThat((long) permitted.size())
        .isBetween((long) capacity, capacity + elapsed.dividedBy(unit));
  }
}
