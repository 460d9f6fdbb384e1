package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls in flight of three processes on one store. One process is killed or stopped. */
abstract class SharedInFlightContract {
  static final int NODES = 3;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** The lease of a slot, and the time for calls and for a busy machine. */
  private static final Duration LEASE = Duration.ofSeconds(10 + 8);

  /** The time in which a process stops after the signal. */
  private static final Duration SETTLED = Duration.ofMillis(50);

  private static final Load LOAD = Load.of(Limit.BUCKET, "user", 1);

  /** The time without a call beyond the limit after which the limit holds. */
  private static final Duration HOLDS = Duration.ofSeconds(3);

  @TempDir private Path directory;

  private Cluster cluster;
  private Tally all;

  /** Returns the nodes, with a store that is running. */
  abstract List<Cluster.Setup> nodes(Path directory);

  /**
   * Returns the time after which the limit holds again when a stopped node has admitted a few new
   * calls.
   */
  abstract Duration healing();

  @BeforeEach
  void start() {
    cluster = Cluster.start(directory, setups());
    all = Tally.open(directory.resolve("all.tally"));
    cluster.begin(LOAD);
    awaitFull("at first", LONGEST);
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private List<Cluster.Setup> setups() {
    Program program = Program.of(SlotNodeMain.class).argument(directory.resolve("all.tally"));
    String policy =
        "  SLOTS: { in-flight: %d, key: user, failure: closed }\n".formatted(SlotNodeMain.SLOTS);
    return nodes(directory).stream()
        .map(setup -> new Cluster.Setup(setup.yaml() + policy, program))
        .toList();
  }

  private long full() {
    return all.admitted(SlotNodeMain.FULL);
  }

  private void awaitFull(String when, Duration longest) {
    long before = full();
    Await.until("all slots are in use " + when, longest, () -> full() > before + 20);
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
    Node killed = cluster.node(NODES - 1);

    pauseDuringACall(killed);
    killed.kill();
    all.running(Math.toIntExact(-running(killed)));
    awaitFull("after the lease of the killed node", LEASE);
    cluster.stop();
    cluster.end();

    assertThat(all.failed()).as(cluster.logs()).isZero();
  }

  /** The limit does not hold while a node is stopped for longer than its lease. */
  @Test
  void theCallsOfANodeThatIsStoppedForLongerThanALeaseExceedTheLimitUntilTheyEnd() {
    Node stopped = cluster.node(NODES - 1);

    pauseDuringACall(stopped);
    assertThat(all.failed()).isZero();
    Await.until("calls beyond the limit", LEASE, () -> all.failed() > 0);
    long before = ended(stopped);
    stopped.resume();
    Await.until(
        "new calls of the woken node", LONGEST, () -> ended(stopped) > before + 4 * Load.THREADS);

    Await.until("the limit holds again", healing(), this::limitHolds);
    awaitFull("after the stop", LONGEST);
    cluster.stop();
    cluster.end();
  }

  private boolean limitHolds() {
    long beyond = all.failed();
    return !Await.within(HOLDS, () -> all.failed() > beyond);
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
