package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.util.List;

class HazelcastQuotaTest extends SharedQuotaContract {

  @Override
  List<Cluster.Setup> setups(Path directory) {
    return Stores.hazelcast(directory, NODES);
  }
}
