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

  private final WallClocks clocks = new WallClocks();

  /** Returns the nodes, with the right time. */
  abstract List<Cluster.Setup> nodes(Path directory);

  @Override
  final List<Cluster.Setup> setups(Path directory) {
    List<Cluster.Setup> setups = new ArrayList<>();
    for (Cluster.Setup node : nodes(directory)) {
      setups.add(clocks.add(node, AHEAD.get(setups.size()), directory));
    }
    return setups;
  }

  /**
   * Returns the largest number of quotas that the nodes permit in one window in which the clock of
   * a node steps ahead by an hour.
   */
  abstract int quotasAtAStep();

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void admitNoMoreThanTheQuotaAndNearlyAllOfIt(int run) {
    useUp(Limit.SHORT, 1);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void countEveryCallWhereAClockStepsByAnHour(int run) {
    Limit limit = Limit.SHORT;
    Load load = Load.of(limit, user, 10);
    cluster.serve(load);

    clocks.step(cluster, 0, Duration.ofHours(1));
    try {
      useUp(limit, quotasAtAStep());
    } finally {
      clocks.step(cluster, 0, AHEAD.get(0));
    }
  }

  private void useUp(Limit limit, int quotas) {
    Load load = Load.of(limit, user, Math.toIntExact(limit.quota() / 4));
    assertUsedUp(limit, load, LONGEST, quotas * limit.quota());
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void doNotAddToARateByMoreThanASecond(int run) {
    assertRate();
  }
}
