package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.util.List;

class HazelcastWallClockTest extends WallClockContract {

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.hazelcast(directory, NODES);
  }

  /** The owner of an entry removes the entry when its clock has passed the time of expiry. */
  @Override
  int quotasAtAStep() {
    return 2;
  }
}
