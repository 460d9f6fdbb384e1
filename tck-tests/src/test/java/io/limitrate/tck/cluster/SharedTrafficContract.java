package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Bans, windows of the calendar and schedules of three nodes on one store. The wall clocks of the
 * nodes start at noon in Berlin.
 */
abstract class SharedTrafficContract extends OneClusterForAll {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** The second after which a ban holds, and the time for a busy machine. */
  private static final Duration BANNED = Duration.ofSeconds(1 + 2);

  /** A time in which the quota of {@code BANNED} permits calls, unless the key is banned. */
  private static final Duration NOTICED = Duration.ofMillis(1_500);

  /**
   * From noon into the next day. Right after a step of a day or more, a member of Hazelcast rejects
   * operations, because its clock says that their call timeout has passed.
   */
  private static final Duration NEXT_DAY = Duration.ofHours(13);

  /** The quotas of {@code DAILY}, and of {@code PLANNED} before and during its event. */
  private static final int DAILY = 300;

  private static final int PLANNED = 200;
  private static final int EVENT = 300;

  private final Instant start =
      Instant.now().atZone(ZONE).plusDays(1).with(LocalTime.NOON).toInstant();

  /** The lead of the nodes' clocks before a step. */
  private final Duration ahead = Duration.between(Instant.now(), start);

  private final WallClocks clocks = new WallClocks();

  /** Returns the nodes, with the right time. */
  abstract List<Cluster.Setup> nodes(Path directory);

  @Override
  final List<Cluster.Setup> setups(Path directory) {
    List<Cluster.Setup> setups = new ArrayList<>();
    for (Cluster.Setup node : nodes(directory)) {
      Cluster.Setup more = new Cluster.Setup(node.yaml() + policies(), node.program());
      setups.add(clocks.add(more, ahead, directory));
    }
    return setups;
  }

  /** Returns the policies; the event begins an hour after the start. */
  private String policies() {
    LocalDateTime event = LocalDateTime.ofInstant(start, ZoneOffset.UTC).plusHours(1);
    return """
      BANNED:
        key: user
        failure: closed
        quotas: 50/1s fixed-window
        ban: { rejections: 20/10m, for: 1h }
      DAILY: { key: user, failure: closed, quotas: %d/day Europe/Berlin }
      PLANNED:
        key: user
        failure: closed
        quotas: %d/1000h sliding-window-log
        schedule:
          zone: UTC
          events:
            - { name: event, from: %s, to: %s, quotas: %d/1000h sliding-window-log }
    """
        .formatted(DAILY, PLANNED, event, event.plusHours(1), EVENT);
  }

  @AfterEach
  void stepBack() {
    for (int i = 0; i < NODES; i++) {
      step(i, Duration.ZERO);
    }
  }

  private void step(int index, Duration later) {
    clocks.step(cluster, index, ahead.plus(later));
  }

  private Load load(String policy, int calls) {
    return new Load(policy, user, 0, 1, calls, 0);
  }

  @Test
  void aBanAtOneNodeHoldsAtTheOthersAboutASecondAfterTheirNextCall() {
    Node one = cluster.node(0);
    List<Node> others = List.of(cluster.node(1), cluster.node(2));
    Load slow = load("BANNED", 1_000).pauseMicros(200_000);
    others.forEach(node -> node.run(slow));
    Await.until("a call", LONGEST, () -> others.stream().allMatch(SharedTrafficContract::admits));

    one.run(load("BANNED", 100));
    one.served(LONGEST);

    Await.until("the ban at the other nodes", BANNED, this::noneIsAdmitted);
    others.forEach(Node::stop);
    others.forEach(node -> node.served(LONGEST));
    assertThat(cluster.failed()).as(cluster.logs()).isZero();
  }

  private static boolean admits(Node node) {
    return node.tally().admitted(0) > 0;
  }

  private boolean noneIsAdmitted() {
    long before = cluster.admitted(0);
    return !Await.within(NOTICED, () -> cluster.admitted(0) > before);
  }

  /** The node whose clock is ahead opens the next day for all nodes. */
  @Test
  void theNodesUseUpEachDayExactlyAlsoWhenOneClockIsInTheNextDay() {
    useUp("DAILY", DAILY);

    step(0, NEXT_DAY);
    useUp("DAILY", 2 * DAILY);
    for (int i = 1; i < NODES; i++) {
      step(i, NEXT_DAY);
    }

    useUp("DAILY", 2 * DAILY);
  }

  @Test
  void theNodesUseUpTheQuotaOfAnEventExactlyAndNothingTwice() {
    useUp("PLANNED", PLANNED);

    for (int i = 0; i < NODES; i++) {
      step(i, Duration.ofMinutes(65));
    }

    useUp("PLANNED", EVENT);
  }

  /** Makes more calls than the quota permits, until the nodes have permitted all of it. */
  private void useUp(String policy, long quota) {
    Load load = load(policy, 80);
    cluster.serve(load);
    boolean used = cluster.serveUntil(() -> cluster.admitted(0) >= quota, LONGEST, load.calls(10));
    cluster.serve(load);

    assertThat(cluster.admitted(0)).as(cluster.logs()).isEqualTo(quota);
    assertThat(used).isTrue();
    assertThat(cluster.failed()).as(cluster.logs()).isZero();
  }
}
