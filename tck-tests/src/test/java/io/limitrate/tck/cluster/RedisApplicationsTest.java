package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two applications on one Redis server, one node each. */
class RedisApplicationsTest {
  private static final String SECRET = "secret: 00112233445566778899aabbccddeeff";
  private static final String OTHER = "secret: ffeeddccbbaa99887766554433221100";
  private static final Limit LIMIT = Limit.FIXED_EXACT;

  private RedisServer redis;

  @BeforeEach
  void start() {
    redis = RedisServer.start();
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  void haveEachQuotaForThemselvesUnderDifferentNamespaces(@TempDir Path directory) {
    assertThat(admitted(directory, with("namespace: shop"), with("namespace: bank")))
        .containsExactly(LIMIT.quota(), LIMIT.quota());
  }

  @Test
  void haveEachQuotaForThemselvesWithDifferentSecrets(@TempDir Path directory) {
    assertThat(admitted(directory, setup(), replaced(OTHER)))
        .containsExactly(LIMIT.quota(), LIMIT.quota());
  }

  @Test
  void shareEachQuotaInOneNamespace(@TempDir Path directory) {
    List<Long> admitted = admitted(directory, with("namespace: shop"), with("namespace: shop"));

    assertThat(admitted.get(0) + admitted.get(1)).isEqualTo(LIMIT.quota());
  }

  private Cluster.Setup setup() {
    return Stores.redis(redis.address(), 2).get(0);
  }

  private Cluster.Setup with(String setting) {
    return replaced(SECRET + "\n    " + setting);
  }

  private Cluster.Setup replaced(String secret) {
    Cluster.Setup setup = setup();
    return new Cluster.Setup(setup.yaml().replace(SECRET, secret), setup.program());
  }

  /**
   * Makes one and a half times as many calls as the quota has units; returns the permitted calls of
   * each node.
   */
  private static List<Long> admitted(Path directory, Cluster.Setup... setups) {
    try (Cluster cluster = Cluster.start(directory, List.of(setups))) {
      cluster.serve(Load.of(LIMIT, "warm-up", 1));
      cluster.clear();
      cluster.serve(Load.of(LIMIT, "user", Math.toIntExact(LIMIT.quota() * 3 / 2 / Load.THREADS)));
      assertThat(cluster.failed()).as(cluster.logs()).isZero();
      return List.of(cluster.node(0).tally().admitted(0), cluster.node(1).tally().admitted(0));
    }
  }
}
