package io.limitrate.internal.login.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.login.attempt.AttemptLimits.Block;
import io.limitrate.internal.login.attempt.AttemptLimits.Spraying;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order in which a full store evicts states. */
class NearnessTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long NOW = TimeUnit.DAYS.toNanos(20_000);
  private static final AttemptLimits ADDRESS =
      new AttemptLimits(
          new AttemptLimit(5, MINUTE),
          AttemptLimit.NONE,
          new AttemptLimit(3, MINUTE),
          new Block(5 * MINUTE, 2, 60 * MINUTE, 60 * MINUTE),
          new Spraying(new AttemptLimit(10, 10 * MINUTE), 80));
  private static final AttemptLimits USER =
      new AttemptLimits(
          AttemptLimit.NONE,
          new AttemptLimit(10, 60 * MINUTE),
          AttemptLimit.NONE,
          Block.NONE,
          Spraying.NONE);

  private static int after(AttemptLimits limits, int failures, long laterNanos) {
    AttemptAlgorithm algorithm = new AttemptAlgorithm(limits);
    State state = null;
    for (int i = 1; i <= failures; i++) {
      AttemptStep begun = algorithm.attempt(state, i, 0, NOW);
      state = begun.status().counted() ? fail(algorithm, begun.next(), i) : begun.next();
    }
    return state instanceof AttemptState attempts
        ? limits.nearness(attempts, NOW + laterNanos)
        : -1;
  }

  private static @Nullable State fail(AttemptAlgorithm algorithm, @Nullable State state, int id) {
    return algorithm.failed(state, id, id, NOW).next();
  }

  @Test
  void eachFailureIsNearer() {
    assertThat(after(USER, 1, 0)).isEqualTo(10);
    assertThat(after(USER, 9, 0)).isEqualTo(90);
    assertThat(after(USER, 10, 0)).isEqualTo(98);
    assertThat(after(USER, 11, 0)).isEqualTo(100);
  }

  @Test
  void whatIsOverCountsNoMore() {
    assertThat(after(USER, 9, 60 * MINUTE)).isZero();
    assertThat(after(ADDRESS, 2, MINUTE)).isEqualTo(20); // of the different names
    assertThat(after(ADDRESS, 2, 10 * MINUTE)).isZero();
  }

  @Test
  void anAttemptUnderWayIsAsNearAsAFailure() {
    State state = new AttemptAlgorithm(USER).attempt(null, 1, 0, NOW).next();

    assertThat(USER.nearness((AttemptState) state, NOW)).isEqualTo(10);
  }

  @Test
  void aBlockIsNearestThenItsMemory() {
    assertThat(after(ADDRESS, 6, 0)).isEqualTo(100);
    assertThat(after(ADDRESS, 6, 5 * MINUTE)).isEqualTo(99);
    assertThat(after(ADDRESS, 6, 65 * MINUTE)).isZero();
  }

  @Test
  void failuresInARowStayNear() {
    assertThat(after(USER.consecutive(100), 5, 120 * MINUTE)).isEqualTo(5);
  }
}
