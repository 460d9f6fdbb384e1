package io.limitrate.tck.cluster;

import io.limitrate.tck.RedisServer;
import java.nio.file.Path;
import java.util.List;

class RedisWallClockTest extends WallClockContract {

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.redis(closing(RedisServer.start()).address(), NODES);
  }

  /** The clock of the server decides when an entry expires. */
  @Override
  int quotasAtAStep() {
    return 1;
  }
}
