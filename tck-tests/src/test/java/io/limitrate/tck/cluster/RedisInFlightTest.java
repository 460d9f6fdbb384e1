package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls in flight of three processes over Redis, one of which is killed or stopped. */
class RedisInFlightTest {
  private static final int NODES = 3;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** The lease of a slot, and the time for calls and for a busy machine. */
  private static final Duration LEASE = Duration.ofSeconds(10 + 8);

  /** The time in which a process stops after the signal. */
  private static final Duration SETTLED = Duration.ofMillis(50);

  private static final Load LOAD = Load.of(Limit.BUCKET, "user", 1);

  @TempDir private Path directory;

  private List<Cluster.Setup> setups(RedisServer redis) {
    Program program = Program.of(SlotNodeMain.class).argument(directory.resolve("all.tally"));
    String policy =
        "  SLOTS: { in-flight: %d, key: user, failure: closed }\n".formatted(SlotNodeMain.SLOTS);
    return Stores.redis(redis.address(), NODES).stream()
        .map(setup -> new Cluster.Setup(setup.yaml() + policy, program))
        .toList();
  }

  private static long full(Tally all) {
    return all.admitted(SlotNodeMain.FULL);
  }

  private static void awaitFull(String when, Tally all, Duration longest) {
    long before = full(all);
    Await.until("all slots are in use " + when, longest, () -> full(all) > before + 20);
  }

  private static long ended(Node node) {
    return node.tally().admitted(SlotNodeMain.ENDED);
  }

  /** Returns the calls that ran when the node died. */
  private static long running(Node dead) {
    return dead.tally().admitted(SlotNodeMain.BEGUN) - ended(dead);
  }

  @Test
  void neverMoreCallsRunThanTheLimitAndAKilledNodeLosesItsSlotsWithinALease() {
    try (RedisServer redis = RedisServer.start();
        Cluster cluster = Cluster.start(directory, setups(redis))) {
      Tally all = Tally.open(directory.resolve("all.tally"));
      cluster.begin(LOAD);
      awaitFull("at first", all, LONGEST);

      Node killed = cluster.node(NODES - 1);
      pauseDuringACall(killed);
      killed.kill();
      all.running(Math.toIntExact(-running(killed)));
      awaitFull("after the lease of the killed node", all, LEASE);
      cluster.stop();
      cluster.end();

      assertThat(all.failed()).as(cluster.logs()).isZero();
    }
  }

  /** The limit does not hold while a node is stopped for longer than its lease. */
  @Test
  void theCallsOfANodeThatIsStoppedForLongerThanALeaseExceedTheLimitUntilTheyEnd() {
    try (RedisServer redis = RedisServer.start();
        Cluster cluster = Cluster.start(directory, setups(redis))) {
      Tally all = Tally.open(directory.resolve("all.tally"));
      cluster.begin(LOAD);
      awaitFull("at first", all, LONGEST);
      Node stopped = cluster.node(NODES - 1);

      pauseDuringACall(stopped);
      assertThat(all.failed()).isZero();
      Await.until("calls beyond the limit", LEASE, () -> all.failed() > 0);
      long before = ended(stopped);
      stopped.resume();
      Await.until(
          "new calls of the woken node", LONGEST, () -> ended(stopped) > before + 4 * Load.THREADS);
      long beyond = all.failed();

      Await.throughout("the limit", Duration.ofSeconds(3), () -> all.failed() == beyond);
      awaitFull("after the stop", all, LONGEST);
      cluster.stop();
      cluster.end();
    }
  }

  /** Pauses the node at a moment when some of its calls run. */
  private static void pauseDuringACall(Node node) {
    Await.until(
        "a call of the paused node",
        LONGEST,
        () -> {
          node.pause();
          boolean idle = Await.within(SETTLED, () -> running(node) == 0);
          if (idle) {
            node.resume();
          }
          return !idle;
        });
  }
}
