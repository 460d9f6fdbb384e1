package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three nodes on one Redis whose clocks are ten seconds apart. */
class WrongClockTest extends OneClusterForAll {
  private static final List<String> OFFSETS = List.of("PT0S", "PT5S", "PT-5S");
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int ENOUGH_CALLS = 200_000;

  @Override
  List<Cluster.Setup> setups(Path directory) {
    RedisServer redis = closing(RedisServer.start());
    List<Cluster.Setup> setups = new ArrayList<>();
    for (Cluster.Setup setup : Stores.redis(redis.address(), NODES)) {
      String offset = OFFSETS.get(setups.size());
      setups.add(setup.option("-D" + NodeMain.CLOCK_OFFSET + "=" + offset));
    }
    return setups;
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void doNotAddToAQuota(int run) {
    Limit limit = Limit.BUCKET;
    Load load = Load.of(limit, user, Math.toIntExact(limit.quota() / 4));

    cluster.serve(load);
    boolean used =
        cluster.serveUntil(() -> cluster.admitted(0) >= limit.nearlyAll(), LONGEST, load.calls(50));
    cluster.serve(load);

    assertThat(cluster.admitted(0)).isLessThanOrEqualTo(limit.quota());
    assertThat(used).as("admitted " + cluster.admitted(0)).isTrue();
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
