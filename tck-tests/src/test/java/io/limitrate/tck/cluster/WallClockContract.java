package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Three nodes with wall clocks ten minutes apart. This is more than the five minutes after which
 * the entries of short windows expire.
 */
abstract class WallClockContract extends OneClusterForAll {
  private static final List<Duration> AHEAD =
      List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(-10));
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final List<WallClock> clocks = new ArrayList<>();

  /** Returns the nodes, with the right time. */
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
    assertUsedUp(limit, Load.of(limit, user, Math.toIntExact(limit.quota() / 4)), LONGEST);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void doNotAddToARateByMoreThanASecond(int run) {
    assertRate();
  }
}
