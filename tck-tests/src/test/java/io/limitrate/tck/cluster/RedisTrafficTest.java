package io.limitrate.tck.cluster;

import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.util.List;

class RedisTrafficTest extends SharedTrafficContract {

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.redis(closing(RedisServer.start()).address(), NODES);
  }
}
