package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void keepsThePartsOfANanosecondThatTheIntervalNeeds() {
    Algorithm sevenPerSecond = Algorithm.tokenBucket(7, SECOND, 3);

    Step first = sevenPerSecond.acquire(null, 1, 0);
    Step second = sevenPerSecond.acquire(first.next(), 2, 0);

    assertThat(first).isEqualTo(step(new TokenBucketState(142_857_142, 6), 2, 142_857_143));
    assertThat(second).isEqualTo(step(new TokenBucketState(428_571_428, 4), 0, 428_571_429));
  }

  @Test
  void takesAFractionOfAnotherLimitForAWholeNanosecond() {
    Algorithm onePerSecond = Algorithm.tokenBucket(1, SECOND, 2);

    Step step = onePerSecond.acquire(new TokenBucketState(-1, 6), 1, -1);

    assertThat(step).isEqualTo(step(new TokenBucketState(SECOND, 0), 0, SECOND + 1));
  }

  @Test
  void keepsAStateForTwiceTheTimeToFull() {
    assertThat(Algorithm.tokenBucket(7, SECOND, 1).retentionNanos()).isEqualTo(285_714_286);
  }

  @Test
  void rejectsAnEmptyBurst() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithm.tokenBucket(1, 1, 0))
        .withMessage("burst 0: must be at least 1");
  }

  @Test
  void rejectsABurstThatTakesLongerThanDecadesToFill() {
    long year = 365 * 86_400 * SECOND;

    assertThat(Algorithm.tokenBucket(1, year, 36).capacity()).isEqualTo(36);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Algorithm.tokenBucket(1, year, 37))
        .withMessage(
            "burst 37 at 1 per 31536000000000000 ns: must be whole again within"
                + " 1152921504606846976 ns");
  }

  @Test
  void rejectsANegativeFraction() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenBucketState(0, -1))
        .withMessage("fraction -1: must not be negative");
  }

  private static Step step(State next, long remaining, long resetNanos) {
    return new Step(next, true, remaining, resetNanos, 0);
  }
}
