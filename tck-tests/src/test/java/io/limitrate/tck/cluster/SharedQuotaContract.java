package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Three nodes on one store, with three times as many simultaneous calls as the quota has units. */
abstract class SharedQuotaContract extends OneClusterForAll {
  private static final int USERS = 50;
  private static final Duration LONGEST_RETURN = Duration.ofSeconds(30);

  /**
   * Warms the nodes up, so that slow first calls do not keep the nodes from calling at the same
   * time.
   */
  @BeforeEach
  void warmUp() {
    cluster.serve(Load.of(Limit.BUCKET, user + "-warm-up", 50));
    cluster.clear();
  }

  @ParameterizedTest(name = "{0}, run {1}")
  @MethodSource("io.limitrate.tck.cluster.Runs#ofEveryLimit")
  void admitNoMoreThanTheQuotaAndNearlyAllOfIt(Limit limit, int run) {
    assertUsedUp(limit, load(limit, limit.quota()), LONGEST_RETURN);
  }

  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void admitEachOfManyUsersNoMoreThanTheQuotaAndNearlyAllOfIt(int run) {
    Limit limit = Limit.LOG;
    Load load = load(limit, limit.quota() * USERS).users(USERS);

    cluster.serve(load);
    boolean used =
        cluster.serveUntil(
            () -> cluster.admittedByUser(USERS).allMatch(n -> n >= limit.nearlyAll()),
            LONGEST_RETURN,
            load.calls(10 * USERS));
    cluster.serve(load);

    assertThat(cluster.admittedByUser(USERS)).allMatch(admitted -> admitted <= limit.quota());
    assertThat(used).as("admitted " + cluster.admittedByUser(USERS).boxed().toList()).isTrue();
    assertThat(cluster.failed()).as(cluster.logs()).isZero();
  }

  /** A killed node costs its leases, and nothing else. */
  @ParameterizedTest(name = "run {0}")
  @MethodSource("io.limitrate.tck.cluster.Runs#all")
  void useWhatAKilledNodeLeftAndNothingTwice(int run) {
    Limit limit = Limit.BUCKET;
    Load load = load(limit, limit.quota());

    cluster.begin(load.pauseMicros(1_000));
    Await.until("calls", LONGEST_RETURN, () -> cluster.admitted(0) > limit.quota() / 4);
    cluster.node(NODES - 1).kill();
    cluster.end();
    boolean used =
        cluster.serveUntil(
            () -> cluster.admitted(0) >= limit.nearlyAll() - limit.mostLeased(),
            LONGEST_RETURN,
            load.calls(50));
    cluster.restart(NODES - 1);
    cluster.serve(load);

    assertThat(cluster.admitted(0)).isLessThanOrEqualTo(limit.quota());
    assertThat(used).as("admitted " + cluster.admitted(0)).isTrue();
  }

  /** Returns a load of three times the quota, from all threads of all nodes. */
  private Load load(Limit limit, long units) {
    return Load.of(limit, user, Math.toIntExact(3 * units / (NODES * Load.THREADS)));
  }
}
