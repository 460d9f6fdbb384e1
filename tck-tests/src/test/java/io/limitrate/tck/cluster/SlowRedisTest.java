package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import io.limitrate.tck.RedisServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes with a slow connection to their Redis server. */
class SlowRedisTest {
  private static final int NODES = 3;
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(30);
  private static final Duration LONGEST_START = Duration.ofSeconds(30);

  /** The time to replace the connections and to close the circuit breaker. */
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(5);

  @TempDir private Path directory;

  /** The nodes start, and the unused units of their leases come back. */
  @ParameterizedTest
  @ValueSource(ints = {30, 60, 120})
  void startsAndUsesTheQuotaUpThoughTheLineIsSlow(int roundTripMillis) {
    Limit limit = Limit.BUCKET;
    try (RedisServer redis = RedisServer.start();
        TcpProxy line = TcpProxy.to(port(redis)).delay(Duration.ofMillis(roundTripMillis));
        Cluster cluster = start(line, Duration.ofSeconds(1), NODES)) {
      Load load = Load.of(limit, "user", Math.toIntExact(limit.quota() / 4));

      cluster.serve(load);
      boolean used =
          cluster.serveUntil(
              () -> cluster.admitted(0) >= limit.nearlyAll(), LONGEST_RETURN, load.calls(50));

      assertThat(cluster.admitted(0)).isLessThanOrEqualTo(limit.quota());
      assertThat(used).as("admitted " + cluster.admitted(0)).isTrue();
    }
  }

  /** Without turns, the node whose exchange comes first would win every time. */
  @Test
  void noNodeKeepsTheOthersFromAHotExactKey() {
    Limit limit = Limit.COUNTER_EXACT;
    try (RedisServer redis = RedisServer.start();
        TcpProxy line = TcpProxy.to(port(redis)).delay(Duration.ofMillis(120));
        Cluster cluster = start(line, Duration.ofSeconds(1), NODES)) {
      awaitCounting(cluster, LONGEST_START);
      cluster.clear();

      cluster.begin(Load.of(limit, "user", Math.toIntExact(limit.quota())));
      Await.until(
          "a quarter of the quota", LONGEST_RETURN, () -> cluster.admitted(0) >= limit.quota() / 4);
      cluster.stop();
      cluster.end();

      assertThat(IntStream.range(0, NODES).mapToLong(node -> admitted(cluster, node)))
          .allMatch(admitted -> admitted >= limit.quota() / 4 / NODES / 3);
      assertThat(cluster.failed()).as(cluster.logs()).isZero();
    }
  }

  private static long admitted(Cluster cluster, int node) {
    return cluster.node(node).tally().admitted(0);
  }

  /** Like 30 ms with the default time-out of 50 ms, with room for a busy machine. */
  @Test
  void countsExactlyWhereAnAnswerTakesMoreThanHalfOfTheTimeout() {
    try (RedisServer redis = RedisServer.start();
        TcpProxy line = TcpProxy.to(port(redis)).delay(Duration.ofMillis(180));
        Cluster cluster = start(line, Duration.ofMillis(300), 1)) {
      Load load = Load.of(Limit.LOG_EXACT, "user", 25).users(50);
      awaitCounting(cluster, LONGEST_START);
      cluster.clear();

      cluster.serve(load);

      assertThat(cluster.asked()).isEqualTo(25L * Load.THREADS);
      assertThat(cluster.failed()).as(cluster.logs()).isLessThan(cluster.asked() / 20);
      assertThat(cluster.logs()).contains("took more than half of the store's timeout (300 ms)");
    }
  }

  /** A connection that a firewall has dropped carries no data, and no end closes it. */
  @Test
  void countsAgainSoonAfterItsConnectionsBecameHalfOpen() {
    try (RedisServer redis = RedisServer.start();
        TcpProxy line = TcpProxy.to(port(redis));
        Cluster cluster = start(line, Duration.ofMillis(200), NODES)) {
      awaitCounting(cluster, LONGEST_START);

      line.forget();

      awaitCounting(cluster, LONGEST_RECOVERY);
    }
  }

  private static void awaitCounting(Cluster cluster, Duration longest) {
    Load probe = Load.of(Limit.FIXED, "probe", 5).users(Tally.MOST_USERS);
    Await.until(
        "all nodes count",
        longest,
        () -> cluster.serve(probe).stream().allMatch(node -> node.failed() == 0));
  }

  private static int port(RedisServer redis) {
    return URI.create(redis.address()).getPort();
  }

  private Cluster start(TcpProxy line, Duration timeout, int count) {
    List<Cluster.Setup> nodes = Stores.redis("redis://127.0.0.1:" + line.port(), timeout, count);
    return Cluster.startTogether(directory, nodes);
  }
}
