package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three nodes on one Redis server that is unavailable for a while. */
class RedisTroubleTest extends OneClusterForAll {
  private static final Duration TIMEOUT = Duration.ofMillis(200);

  /** The delay of a thread on a machine with fewer processors than threads. */
  private static final Duration SCHEDULING = Duration.ofMillis(250);

  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(15);
  private static final int ENOUGH_CALLS = 100_000;
  private static final int PROBE = 1;
  private static final int FRESH = 2;

  private RedisServer redis;

  @Override
  List<Cluster.Setup> setups(Path directory) {
    redis = closing(RedisServer.start());
    return Stores.redis(redis.address(), TIMEOUT, NODES);
  }

  /** Resumes Redis, so that a failed test does not break the next one. */
  @AfterEach
  void resume() {
    redis.resume();
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void aRestartThatLosesAllBeginsTheQuotaAnewOnce(int run) {
    Limit limit = Limit.BUCKET;

    long before = restartInTheMiddle(redis, cluster, limit);

    assertThat(before).isLessThanOrEqualTo(limit.quota());
    assertThat(cluster.admitted(0)).isLessThanOrEqualTo(2 * limit.quota());
    assertShared(cluster);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void aRestartThatLosesNothingAdmitsNothingTwice(int run, @TempDir Path directory) {
    try (RedisServer durable = RedisServer.startDurable(directory);
        Cluster own = Cluster.start(directory, Stores.redis(durable.address(), TIMEOUT, NODES))) {
      Limit limit = Limit.BUCKET;

      restartInTheMiddle(durable, own, limit);

      assertThat(own.admitted(0)).isLessThanOrEqualTo(limit.quota());
      assertShared(own);
    }
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void nobodyWaitsLongerThanTheTimeoutForARedisThatIsSilent(int run) {
    Limit limit = Limit.LARGE;

    begin(cluster, limit);
    redis.pause();
    Await.throughout("the quota", PAUSE, () -> cluster.admitted(0) <= limit.quota());
    long paused = cluster.admitted(0);
    redis.resume();
    Await.until("calls are counted", LONGEST_RECOVERY, () -> cluster.admitted(0) > paused);
    cluster.stop();
    List<Served> served = cluster.end();
    useUp(cluster, limit);

    assertThat(cluster.failed()).isPositive();
    assertThat(served)
        .allSatisfy(node -> assertThat(node.longest()).isLessThan(TIMEOUT.plus(SCHEDULING)));
    assertThat(cluster.admitted(0)).isLessThanOrEqualTo(limit.quota());
    assertShared(cluster);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void eachNodeAdmitsItsShareWhileRedisIsSilent(int run) {
    Limit limit = Limit.LARGE_LOCAL;

    begin(cluster, limit);
    redis.pause();
    List<Long> before = admittedByNode(cluster);
    Await.throughout(
        "the share of each node",
        PAUSE,
        () -> within(limit.quota() / NODES, before, admittedByNode(cluster)));
    redis.resume();
    cluster.stop();
    cluster.end();
    long paused = cluster.admitted(0) - sum(before);
    useUp(cluster, limit);

    assertThat(paused).isGreaterThan(limit.quota() / 2);
    assertThat(cluster.admitted(0)).isLessThanOrEqualTo(2 * limit.quota());
    assertShared(cluster);
  }

  private static List<Long> admittedByNode(Cluster cluster) {
    return IntStream.range(0, NODES)
        .mapToObj(node -> cluster.node(node).tally().admitted(0))
        .toList();
  }

  private static boolean within(long share, List<Long> before, List<Long> now) {
    return IntStream.range(0, NODES).allMatch(node -> now.get(node) - before.get(node) <= share);
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).sum();
  }

  /** Starts traffic that lasts until the test stops it. */
  private void begin(Cluster cluster, Limit limit) {
    cluster.begin(Load.of(limit, user, ENOUGH_CALLS).pauseMicros(1_000));
    Await.until("calls", LONGEST_RECOVERY, () -> cluster.admitted(0) > limit.quota() / 10);
  }

  /**
   * Kills and restarts Redis during traffic, then uses the quota up. Returns the number of calls
   * permitted before the kill.
   */
  private long restartInTheMiddle(RedisServer redis, Cluster cluster, Limit limit) {
    begin(cluster, limit);
    redis.kill();
    long before = cluster.admitted(0);
    Await.until("calls that cannot be counted", LONGEST_RECOVERY, () -> cluster.failed() > 0);
    redis.restart();
    cluster.stop();
    cluster.end();
    useUp(cluster, limit);
    return before;
  }

  private void useUp(Cluster cluster, Limit limit) {
    awaitCounting(cluster);
    cluster.serve(Load.of(limit, user, Math.toIntExact(limit.quota() / 2)));
  }

  private void awaitCounting(Cluster cluster) {
    Load probe = Load.of(Limit.FIXED, user + "-probe", 20).user(PROBE);
    Await.until(
        "all nodes count",
        LONGEST_RECOVERY,
        () -> cluster.serve(probe).stream().allMatch(node -> node.failed() == 0));
  }

  /** Asserts that all nodes share an unused quota again. */
  private void assertShared(Cluster cluster) {
    Limit limit = Limit.LOG;
    Load load = Load.of(limit, user + "-fresh", Math.toIntExact(limit.quota() / 4)).user(FRESH);

    awaitCounting(cluster);
    boolean used =
        cluster.serveUntil(
            () -> cluster.admitted(FRESH) >= limit.nearlyAll(), LONGEST_RECOVERY, load);

    assertThat(cluster.admitted(FRESH)).isLessThanOrEqualTo(limit.quota());
    assertThat(used).as("admitted " + cluster.admitted(FRESH)).isTrue();
  }
}
