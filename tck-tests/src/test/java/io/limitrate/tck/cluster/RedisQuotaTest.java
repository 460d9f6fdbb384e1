package io.limitrate.tck.cluster;

import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.util.List;

class RedisQuotaTest extends SharedQuotaContract {

  @Override
  List<Cluster.Setup> setups(Path directory) {
    return Stores.redis(closing(RedisServer.start()).address(), NODES);
  }
}
