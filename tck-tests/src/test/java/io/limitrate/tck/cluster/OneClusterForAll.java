package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share one cluster of nodes. Each test has its own users. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class OneClusterForAll {
  static final int NODES = 3;

  private static final int FEW_CALLS = 50;
  private static final int ENDLESS = 200_000;

  private static final Duration RATE = Duration.ofSeconds(10);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private int tests;

  /** The nodes; their counters are zero. */
  Cluster cluster;

  /** The user of this test; no other test uses this name. */
  String user;

  /** Returns the nodes to start, with a store that is running. */
  abstract List<Cluster.Setup> setups(Path directory);

  /** Closes the store after the nodes. */
  final <T extends AutoCloseable> T closing(T resource) {
    open.push(resource);
    return resource;
  }

  @BeforeAll
  void start(@TempDir Path directory) {
    cluster = closing(Cluster.start(directory, setups(directory)));
  }

  @BeforeEach
  void clear() {
    cluster.clear();
    user = "user-" + tests++;
  }

  /**
   * Runs the load until the quota is used up, and once more. The nodes permit no more than the
   * quota and nearly all of it, and no call fails.
   */
  final void assertUsedUp(Limit limit, Load load, Duration longest) {
    assertUsedUp(limit, load, longest, limit.quota());
  }

  /** Does the same with a bound of the permitted calls other than the quota. */
  final void assertUsedUp(Limit limit, Load load, Duration longest, long most) {
    cluster.serve(load);
    boolean used =
        cluster.serveUntil(
            () -> cluster.admitted(0) >= limit.nearlyAll(), longest, load.calls(FEW_CALLS));
    cluster.serve(load);

    String seen =
        "admitted %d, failed %d%n%s"
            .formatted(cluster.admitted(0), cluster.failed(), cluster.logs());
    assertThat(cluster.admitted(0)).as(seen).isLessThanOrEqualTo(most);
    assertThat(used).as(seen).isTrue();
    assertThat(cluster.failed()).as(seen).isZero();
  }

  /**
   * Makes more calls than {@link Limit#REFILLING} permits. At any time the nodes have permitted no
   * more than the gained units plus one second's worth, and at the end nearly all gained units.
   */
  final void assertRate() {
    long start = System.nanoTime();

    cluster.begin(Load.of(Limit.REFILLING, user, ENDLESS).pauseMicros(1_000));
    Await.throughout(
        "the rate", RATE, () -> cluster.admitted(0) <= gainedSince(start, Duration.ofSeconds(1)));
    long gained = gainedSince(start, Duration.ZERO);
    cluster.stop();
    cluster.end();

    assertThat(cluster.admitted(0)).isGreaterThan(gained * 9 / 10);
    assertThat(cluster.failed()).as(cluster.logs()).isZero();
  }

  private static long gainedSince(long startNanos, Duration more) {
    Duration time = Duration.ofNanos(System.nanoTime() - startNanos).plus(more);
    return Limit.REFILLING.quota() + Limit.refilled(time);
  }

  @AfterAll
  void end() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
