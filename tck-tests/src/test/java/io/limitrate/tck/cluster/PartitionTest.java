package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import io.limitrate.tck.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two members of a cluster that a network partition separates and that merge again. */
class PartitionTest {
  private static final Limit LIMIT = Limit.BUCKET;
  private static final Duration LONGEST_DETECTION = Duration.ofSeconds(30);
  private static final Duration LONGEST_MERGE = Duration.ofSeconds(60);

  /** Longer than a member needs to notice the partition. */
  private static final Duration PARTED = Duration.ofSeconds(8);

  /**
   * A protected member may complete one more operation before it notices the partition, with a call
   * of each thread and a lease. The merge keeps the other member's state.
   */
  private static final long FORGOTTEN = Load.THREADS + LIMIT.mostLeased() / 2;

  private static final int PROBE = 1;

  @TempDir private Path directory;

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void eachHalfOfAHazelcastClusterHasTheQuota(int run) {
    eachHalfHasTheQuota("hazelcast", HazelcastFile::wakefulMember);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void eachHalfOfAnInfinispanClusterHasTheQuota(int run) {
    eachHalfHasTheQuota("infinispan", InfinispanFile::wakefulMember);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void noHalfOfAProtectedHazelcastClusterAdmitsAnything(int run) {
    List<TcpProxy> lines = lines();
    List<Cluster.Setup> members = members("hazelcast", lines, HazelcastFile::protectedMember);
    try (Cluster cluster = Cluster.startTogether(directory, members)) {
      useSome(cluster);

      lines.forEach(TcpProxy::cut);
      cluster.begin(load(50_000).pauseMicros(1_000));
      Await.throughout("the quota", PARTED, () -> cluster.admitted(0) <= LIMIT.quota());
      cluster.stop();
      cluster.end();
      long parted = cluster.admitted(0);
      cluster.serve(load(100));

      assertThat(cluster.admitted(0)).isEqualTo(parted).isLessThan(LIMIT.quota());
      lines.forEach(TcpProxy::heal);
      awaitMerge(cluster);
      cluster.serve(load(1_000));
      assertThat(cluster.admitted(0)).isLessThanOrEqualTo(LIMIT.quota() + FORGOTTEN);
    } finally {
      lines.forEach(TcpProxy::close);
    }
  }

  private void eachHalfHasTheQuota(String provider, Function<MemberAddress, String> file) {
    List<TcpProxy> lines = lines();
    try (Cluster cluster = Cluster.start(directory, members(provider, lines, file))) {
      useSome(cluster);

      lines.forEach(TcpProxy::cut);
      boolean used =
          cluster.serveUntil(
              () -> cluster.admitted(0) > LIMIT.quota(), LONGEST_DETECTION, load(100));
      cluster.serve(load(1_000));

      assertThat(used).as("admitted " + cluster.admitted(0)).isTrue();
      assertThat(cluster.admitted(0)).isLessThanOrEqualTo(2 * LIMIT.quota());
      lines.forEach(TcpProxy::heal);
      awaitMerge(cluster);
      cluster.serve(load(1_000));
      assertThat(cluster.admitted(0)).isLessThanOrEqualTo(2 * LIMIT.quota());
    } finally {
      lines.forEach(TcpProxy::close);
    }
  }

  private static List<TcpProxy> lines() {
    return FreePorts.find(2).stream().map(TcpProxy::to).toList();
  }

  private List<Cluster.Setup> members(
      String provider, List<TcpProxy> lines, Function<MemberAddress, String> file) {
    return Stores.members(provider, directory, MemberAddress.behind(lines), file);
  }

  private static Load load(int calls) {
    return Load.of(LIMIT, "user", calls);
  }

  private static void useSome(Cluster cluster) {
    cluster.serve(load(50));
    assertThat(cluster.admitted(0)).isPositive();
  }

  /** Waits until new users have one quota on both nodes together. */
  private static void awaitMerge(Cluster cluster) {
    int[] probes = {0};
    Await.until("one cluster", LONGEST_MERGE, () -> oneQuota(cluster, "probe-" + probes[0]++));
  }

  private static boolean oneQuota(Cluster cluster, String user) {
    Limit limit = Limit.LOG;
    Load load = Load.of(limit, user, Math.toIntExact(limit.quota() / 2)).user(PROBE);
    long before = cluster.admitted(PROBE);

    boolean counted = cluster.serve(load).stream().allMatch(node -> node.failed() == 0);
    return counted && cluster.admitted(PROBE) - before <= limit.quota();
  }
}
