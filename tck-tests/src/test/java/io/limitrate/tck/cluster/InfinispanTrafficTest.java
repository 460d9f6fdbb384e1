package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.util.List;

class InfinispanTrafficTest extends SharedTrafficContract {

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.infinispan(directory, NODES);
  }
}
