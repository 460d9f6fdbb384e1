package io.limitrate.tck.cluster;

import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class RedisInFlightTest extends SharedInFlightContract {
  private final RedisServer redis = RedisServer.start();

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.redis(redis.address(), NODES);
  }

  /** A stopped node loses its slots, and nothing else. */
  @Override
  Duration healing() {
    return Duration.ZERO;
  }

  @AfterEach
  void stop() {
    redis.close();
  }
}
