package io.limitrate.tck.cluster;

import io.limitrate.config.SharedSource;
import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class RedisRollingUpdateTest extends RollingUpdateContract {
  private static final RedisServer REDIS = RedisServer.start();

  @Override
  List<SharedSource> sources(Path directory) {
    return Collections.nCopies(NODES, new SharedSource.RedisAddress(REDIS.address()));
  }

  @AfterAll
  static void stop() {
    REDIS.close();
  }
}
