package io.limitrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.Limiter.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static void assertRejected(Waiting.Builder bounds, String message) {
    assertThatIllegalArgumentException().isThrownBy(bounds::build).withMessage(message);
  }

  @Test
  void theBuilderBeginsWithTheDefaults() {
    assertThat(Waiting.builder().build()).isEqualTo(Waiting.DEFAULT);
  }

  @Test
  void theDefaultsFollowTighterBounds() {
    Waiting bounds = Waiting.builder().calls(10).longest(SECOND).build();

    assertThat(bounds.threads()).isEqualTo(10);
    assertThat(bounds.longestOnThread()).isEqualTo(SECOND);
  }

  @Test
  void rejectsValuesOutOfRange() {
    assertRejected(Waiting.builder().calls(0), "calls 0: must be from 1 to 1000000");
    assertRejected(Waiting.builder().threads(100_001), "threads 100001: must be from 1 to 100000");
    assertRejected(
        Waiting.builder().longest(Duration.ZERO), "longest PT0S: must be from 1ms to 365d");
    assertRejected(
        Waiting.builder().longestOnThread(Duration.ofDays(2)),
        "longestOnThread PT48H: must be from 1ms to 1d");
  }

  @Test
  void rejectsBoundsThatHaveNoEffectBesideTighterOnes() {
    assertRejected(
        Waiting.builder().calls(10).threads(11), "threads 11: must be at most calls, which is 10");
    assertRejected(
        Waiting.builder().longest(SECOND).longestOnThread(SECOND.multipliedBy(2)),
        "longestOnThread PT2S: must be at most longest, PT1S");
  }

  @Test
  void theTextNamesTheBounds() {
    assertThat(Waiting.DEFAULT).hasToString("at most 10000 calls, 64 of them on threads for PT1M");
    assertThat(Waiting.builder().longest(SECOND).build())
        .hasToString("at most 10000 calls for PT1S, 64 of them on threads for PT1S");
  }
}
