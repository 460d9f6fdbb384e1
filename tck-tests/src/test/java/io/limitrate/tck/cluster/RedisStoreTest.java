package io.limitrate.tck.cluster;

import io.limitrate.config.SharedSource;
import io.limitrate.tck.RedisServer;
import org.junit.jupiter.api.AfterAll;

class RedisStoreTest extends SharedStoreContract {
  private static final RedisServer REDIS = RedisServer.start();

  @Override
  SharedSource source() {
    return new SharedSource.RedisAddress(REDIS.address());
  }

  @AfterAll
  static void stop() {
    REDIS.close();
  }
}
