package io.limitrate.tck.cluster;

import io.limitrate.tck.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

    step(Duration.ofHours(1));
    try {
      useUp(limit, quotasAtAStep());
    } finally {
      step(AHEAD.get(0));
    }
  }

  /** Sets the clock of the first node, and waits until its process has noticed the step. */
  private void step(Duration ahead) {
    clocks.get(0).step(ahead);
    Await.until("a step of the clock", LONGEST, () -> isAhead(cluster.node(0), ahead));
  }

  private static boolean isAhead(Node node, Duration ahead) {
    return Duration.between(Instant.now().plus(ahead), node.time()).abs().compareTo(LONGEST) < 0;
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
