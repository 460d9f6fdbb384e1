package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.util.List;

class HazelcastTrafficTest extends SharedTrafficContract {

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.hazelcast(directory, NODES);
  }
}
