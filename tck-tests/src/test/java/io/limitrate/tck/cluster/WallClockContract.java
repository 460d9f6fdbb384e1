package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three nodes whose processes have wall clocks ten minutes apart: further than the five minutes
 * after which the entries of short windows expire.
 */
abstract class WallClockContract extends OneClusterForAll {
  private static final List<Duration> AHEAD =
      List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(-10));
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int ENOUGH_CALLS = 200_000;

  private final List<WallClock> clocks = new ArrayList<>();

  /** The nodes with the right time. */
  abstract List<Cluster.Setup> nodes(Path directory);

  @Override
  final List<Cluster.Setup> setups(Path directory) {
    List<Cluster.Setup> setups = new ArrayList<>();
    for (Cluster.Setup node : nodes(directory)) {
      WallClock clock = WallClock.ahead(AHEAD.get(setups.size()), directory);
      clocks.add(clock);
      setups.add(clock.of(node));
    }
    return setups;
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void admitNoMoreThanTheQuotaAndNearlyAllOfIt(int run) {
    useUp(Limit.SHORT);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void admitNoMoreThanTheQuotaWhereAClockStepsByAnHour(int run) {
    Limit limit = Limit.SHORT;
    Load load = Load.of(limit, user, 10);
    cluster.serve(load);

    clocks.get(0).step(Duration.ofHours(1));
    try {
      useUp(limit);
    } finally {
      clocks.get(0).step(AHEAD.get(0));
    }
  }

  private void useUp(Limit limit) {
    Load load = Load.of(limit, user, Math.toIntExact(limit.quota() / 4));

    cluster.serve(load);
    boolean used =
        cluster.serveUntil(() -> cluster.admitted(0) >= limit.nearlyAll(), LONGEST, load.calls(50));
    cluster.serve(load);

    assertThat(cluster.admitted(0)).isLessThanOrEqualTo(limit.quota());
    assertThat(used).as("admitted " + cluster.admitted(0)).isTrue();
    assertThat(cluster.failed()).as(cluster.logs()).isZero();
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void doNotAddToARateByMoreThanASecond(int run) {
    long start = System.nanoTime();

    cluster.begin(Load.of(Limit.REFILLING, user, ENOUGH_CALLS).pauseMicros(1_000));
    Await.throughout("the rate", LONGEST, () -> cluster.admitted(0) <= most(since(start)));
    cluster.stop();
    cluster.end();

    assertThat(cluster.admitted(0)).isGreaterThan(most(since(start)) * 9 / 10);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static long most(Duration time) {
    return Limit.REFILLING.quota() + Limit.refilled(time.plusSeconds(1));
  }
}
