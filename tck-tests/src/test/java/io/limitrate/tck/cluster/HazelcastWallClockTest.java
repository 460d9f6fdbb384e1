package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.util.List;

class HazelcastWallClockTest extends WallClockContract {

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.hazelcast(directory, NODES);
  }
}
