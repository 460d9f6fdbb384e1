package io.limitrate.tck.cluster;

import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three nodes on one Redis server, with clocks ten seconds apart. */
class WrongClockTest extends OneClusterForAll {
  private static final List<String> OFFSETS = List.of("PT0S", "PT5S", "PT-5S");
  private static final Duration LONGEST = Duration.ofSeconds(10);

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

    assertUsedUp(limit, Load.of(limit, user, Math.toIntExact(limit.quota() / 4)), LONGEST);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void doNotAddToARateByMoreThanASecond(int run) {
    assertRate();
  }
}
