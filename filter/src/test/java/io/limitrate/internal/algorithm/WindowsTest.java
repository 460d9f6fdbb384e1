package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WindowsTest {

  @Test
  void aFixedWindowEndsWhereTheNextMultipleOfItsLengthBegins() {
    Algorithm algorithm = Algorithm.fixedWindow(5, 100);

    Step step = algorithm.acquire(null, 2, 130);

    assertThat(step).isEqualTo(new Step(new FixedWindowState(100, 2), true, 3, 70, 0));
    assertThat(algorithm.acquire(step.next(), 5, 199).admitted()).isFalse();
    assertThat(algorithm.acquire(step.next(), 5, 200).admitted()).isTrue();
  }

  @Test
  void aFixedWindowBeganBelowZeroToo() {
    Step step = Algorithm.fixedWindow(5, 100).acquire(null, 1, -30);

    assertThat(step).isEqualTo(new Step(new FixedWindowState(-100, 1), true, 4, 30, 0));
  }

  @Test
  void aFixedWindowGivesBackOnlyWhatWasChargedInsideIt() {
    Algorithm algorithm = Algorithm.fixedWindow(5, 100);
    State state = new FixedWindowState(100, 3);

    assertThat(algorithm.settle(state, 1, 0, 99, 150)).isSameAs(state);
    assertThat(algorithm.settle(state, 1, 0, 100, 150)).isEqualTo(new FixedWindowState(100, 2));
    assertThat(algorithm.settle(state, 1, 0, 199, 150)).isEqualTo(new FixedWindowState(100, 2));
    assertThat(algorithm.settle(state, 1, 0, 200, 150)).isSameAs(state);
  }

  @Test
  void anOverrunSaturates() {
    Algorithm algorithm = Algorithm.fixedWindow(Long.MAX_VALUE, 100);

    State state = algorithm.settle(new FixedWindowState(0, Long.MAX_VALUE), 0, 5, 0, 1);

    assertThat(state).isEqualTo(new FixedWindowState(0, Long.MAX_VALUE));
  }

  @Test
  void aSlidingCounterWeighsTheWindowBeforeByWhatIsLeftOfIt() {
    Algorithm algorithm = Algorithm.slidingWindowCounter(10, 100);
    State state = new SlidingWindowCounterState(0, 0, 10);

    assertThat(algorithm.acquire(state, 0, 100).remaining()).isZero();
    assertThat(algorithm.acquire(state, 0, 109).remaining()).isZero();
    assertThat(algorithm.acquire(state, 0, 110).remaining()).isEqualTo(1);
    assertThat(algorithm.acquire(state, 0, 199).remaining()).isEqualTo(9);
    assertThat(algorithm.acquire(state, 0, 200).remaining()).isEqualTo(10);
  }

  @Test
  void aSlidingCounterGivesBackToTheWindowThatWasCharged() {
    Algorithm algorithm = Algorithm.slidingWindowCounter(10, 100);
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
        .isThrownBy(() -> Algorithm.fixedWindow(0, 1))
        .withMessage("limit 0: must be at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithm.slidingWindowLog(1, 0))
        .withMessage("window 0 ns: must be from 1 to 315619200000000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithm.slidingWindowCounter(1, 315_619_200_000_000_001L))
        .withMessage("window 315619200000000001 ns: must be from 1 to 315619200000000000");
  }

  @Test
  void rejectsNegativeCounts() {
    assertThatIllegalArgumentException().isThrownBy(() -> new FixedWindowState(0, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> new SlidingWindowCounterState(0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SlidingWindowCounterState(0, 0, -1));
  }
}
