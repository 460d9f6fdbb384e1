package io.limitrate.tck.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.tck.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A Redis Cluster rejects each script whose keys are in different slots. */
class RedisClusterQuotaTest extends SharedQuotaContract {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration SLOW = Duration.ofMillis(60);
  private static final int SHARE = 10;

  private RedisCluster redis;

  @Override
  List<Cluster.Setup> setups(Path directory) {
    redis = closing(RedisCluster.start(directory));
    return Stores.redis(redis.redissonFile(directory), NODES);
  }

  @Test
  void nodesTakeTurnsAtAHotExactKeyOverASlowLine() {
    Limit limit = Limit.COUNTER_EXACT;
    redis.delay(SLOW);

    cluster.begin(Load.of(limit, user, Math.toIntExact(limit.quota())));
    Await.until("a turn", LONGEST_WAIT, () -> redis.hasKey("limitrate_turn:*"));
    Await.until("a share of each node", LONGEST_WAIT, this::eachNodeHasItsShare);
    cluster.stop();
    cluster.end();
    redis.delay(Duration.ZERO);

    assertThat(cluster.admitted(0)).isLessThanOrEqualTo(limit.quota());
    assertThat(cluster.failed()).as(cluster.logs()).isZero();
  }

  private boolean eachNodeHasItsShare() {
    return IntStream.range(0, NODES)
        .allMatch(node -> cluster.node(node).tally().admitted(0) >= SHARE);
  }
}
