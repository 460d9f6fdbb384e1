package io.limitrate.internal.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Decision;
import io.limitrate.Quota;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private static final long SECOND = 1_000_000_000;

  @Test
  void keepsThePartsOfANanosecondThatTheIntervalNeeds() {
    Algorithm sevenPerSecond = tokenBucket(7, SECOND, 3);

    Step<Decision> first = sevenPerSecond.acquire(null, 1, 0);
    Step<Decision> second = sevenPerSecond.acquire(first.next(), 2, 0);

    assertThat(first.next()).isEqualTo(new TokenBucketState(142_857_142, 6));
    assertThat(Answer.of(first)).isEqualTo(new Answer(true, 2, 142_857_143, 0));
    assertThat(second.next()).isEqualTo(new TokenBucketState(428_571_428, 4));
    assertThat(Answer.of(second)).isEqualTo(new Answer(true, 0, 428_571_429, 0));
  }

  @Test
  void takesAFractionOfAnotherLimitForAWholeNanosecond() {
    Algorithm onePerSecond = tokenBucket(1, SECOND, 2);

    Step<Decision> step = onePerSecond.acquire(new TokenBucketState(-1, 6), 1, -1);

    assertThat(step.next()).isEqualTo(new TokenBucketState(SECOND, 0));
    assertThat(Answer.of(step)).isEqualTo(new Answer(true, 0, SECOND + 1, 0));
  }

  @Test
  void keepsAStateForTwiceTheTimeToFull() {
    assertThat(tokenBucket(7, SECOND, 1).retentionNanos()).isEqualTo(285_714_286);
  }

  @Test
  void rejectsAnEmptyBurst() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokenBucket(1, 1, 0))
        .withMessage("burst must be at least 1");
  }

  @Test
  void rejectsABurstThatTakesLongerThanDecadesToFill() {
    long year = 365 * 86_400 * SECOND;

    assertThat(tokenBucket(1, year, 36).capacity()).isEqualTo(36);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tokenBucket(1, year, 37))
        .withMessage("burst must fill within 2^60 ns (about 36 years) at this rate");
  }

  @Test
  void rejectsANegativeFraction() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TokenBucketState(0, -1))
        .withMessage("fraction -1: must not be negative");
  }

  private static Algorithm tokenBucket(long limit, long windowNanos, long burst) {
    return Algorithm.of(new Quota.TokenBucket(limit, Duration.ofNanos(windowNanos), burst));
  }
}
