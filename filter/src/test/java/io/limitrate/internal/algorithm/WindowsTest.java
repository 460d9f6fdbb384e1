package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Decision;
import io.limitrate.Quota.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowsTest {

  @Test
  void aFixedWindowEndsWhereTheNextMultipleOfItsLengthBegins() {
    Algorithm algorithm = algorithm(Kind.FIXED_WINDOW, 5, 100);

    Step<Decision> step = algorithm.acquire(null, 2, 130);

    assertThat(step.next()).isEqualTo(new FixedWindowState(100, 2));
    assertThat(Answer.of(step)).isEqualTo(new Answer(true, 3, 70, 0));
    assertThat(algorithm.acquire(step.next(), 5, 199).answer().permitted()).isFalse();
    assertThat(algorithm.acquire(step.next(), 5, 200).answer().permitted()).isTrue();
  }

  @Test
  void aFixedWindowBeganBelowZeroToo() {
    Step<Decision> step = algorithm(Kind.FIXED_WINDOW, 5, 100).acquire(null, 1, -30);

    assertThat(step.next()).isEqualTo(new FixedWindowState(-100, 1));
    assertThat(Answer.of(step)).isEqualTo(new Answer(true, 4, 30, 0));
  }

  @Test
  void aFixedWindowGivesBackOnlyWhatWasChargedInsideIt() {
    Algorithm algorithm = algorithm(Kind.FIXED_WINDOW, 5, 100);
    State state = new FixedWindowState(100, 3);

    assertThat(algorithm.settle(state, 1, 0, 99, 150)).isSameAs(state);
    assertThat(algorithm.settle(state, 1, 0, 100, 150)).isEqualTo(new FixedWindowState(100, 2));
    assertThat(algorithm.settle(state, 1, 0, 199, 150)).isEqualTo(new FixedWindowState(100, 2));
    assertThat(algorithm.settle(state, 1, 0, 200, 150)).isSameAs(state);
  }

  @Test
  void anOverrunSaturates() {
    Algorithm algorithm = algorithm(Kind.FIXED_WINDOW, Long.MAX_VALUE, 100);

    State state = algorithm.settle(new FixedWindowState(0, Long.MAX_VALUE), 0, 5, 0, 1);

    assertThat(state).isEqualTo(new FixedWindowState(0, Long.MAX_VALUE));
  }

  @Test
  void aSlidingCounterWeighsTheWindowBeforeByWhatIsLeftOfIt() {
    Algorithm algorithm = algorithm(Kind.SLIDING_WINDOW_COUNTER, 10, 100);
    State state = new SlidingWindowCounterState(0, 0, 10);

    assertThat(algorithm.acquire(state, 0, 100).answer().remaining()).isZero();
    assertThat(algorithm.acquire(state, 0, 109).answer().remaining()).isZero();
    assertThat(algorithm.acquire(state, 0, 110).answer().remaining()).isEqualTo(1);
    assertThat(algorithm.acquire(state, 0, 199).answer().remaining()).isEqualTo(9);
    assertThat(algorithm.acquire(state, 0, 200).answer().remaining()).isEqualTo(10);
  }

  @Test
  void aSlidingCounterGivesBackToTheWindowThatWasCharged() {
    Algorithm algorithm = algorithm(Kind.SLIDING_WINDOW_COUNTER, 10, 100);
    State state = new SlidingWindowCounterState(100, 6, 3);

    assertThat(algorithm.settle(state, 2, 0, 150, 160))
        .isEqualTo(new SlidingWindowCounterState(100, 6, 1));
    assertThat(algorithm.settle(state, 2, 0, 50, 160))
        .isEqualTo(new SlidingWindowCounterState(100, 4, 3));
    assertThat(algorithm.settle(state, 2, 0, -1, 160)).isSameAs(state);
  }

  @Test
  void rejectsLimitsAndWindowsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm(Kind.FIXED_WINDOW, 0, 1))
        .withMessage("limit must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm(Kind.SLIDING_WINDOW_LOG, 1, 0))
        .withMessage("window must be positive");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> algorithm(Kind.SLIDING_WINDOW_COUNTER, 1, Limit.LONGEST_WINDOW_NANOS + 1))
        .withMessage("window must be at most 3650d");
  }

  @Test
  void rejectsNegativeCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FixedWindowState(0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new SlidingWindowCounterState(0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SlidingWindowCounterState(0, 0, -1));
  }

  private static Algorithm algorithm(Kind kind, long limit, long windowNanos) {
    return Algorithm.of(kind.quota(limit, Duration.ofNanos(windowNanos), 1));
  }
}
