package io.limitrate.internal.login.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.algorithm.State;
import io.limitrate.internal.algorithm.Step;
import io.limitrate.login.LoginLimits;
import io.limitrate.login.LoginLimits.Block;
import io.limitrate.login.LoginLimits.Limit;
import io.limitrate.login.LoginLimits.Spraying;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order in which a full store evicts states. */
class NearnessTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final long NOW = TimeUnit.DAYS.toNanos(20_000);
  private static final AttemptLimits ADDRESS =
      limits(
          new Limit(5, minutes(1)),
          Limit.NONE,
          new Limit(3, minutes(1)),
          new Block(minutes(5), 2, minutes(60), minutes(60)),
          new Spraying(new Limit(10, minutes(10)), 80));
  private static final AttemptLimits USER =
      limits(Limit.NONE, new Limit(10, minutes(60)), Limit.NONE, Block.NONE, Spraying.NONE);

  private static AttemptLimits limits(
      Limit attempts, Limit failures, Limit challenge, Block block, Spraying spraying) {
    return new AttemptLimits(new LoginLimits(attempts, failures, challenge, block, spraying), 0, 0);
  }

  private static Duration minutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static int after(AttemptLimits limits, int failures, long laterNanos) {
    AttemptAlgorithm algorithm = new AttemptAlgorithm(limits);
    State state = null;
    for (int i = 1; i <= failures; i++) {
      Step<AttemptStatus> begun = algorithm.attempt(state, i, 0, NOW);
      state = begun.answer().counted() ? fail(algorithm, begun.next(), i) : begun.next();
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
    assertThat(after(new AttemptLimits(USER.login(), 100, 0), 5, 120 * MINUTE)).isEqualTo(5);
  }
}
