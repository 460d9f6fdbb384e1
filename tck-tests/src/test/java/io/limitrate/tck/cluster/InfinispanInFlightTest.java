package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class InfinispanInFlightTest extends SharedInFlightContract {

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.members(
        "infinispan", directory, MemberAddress.find(NODES), InfinispanFile::wakefulMember);
  }

  /** A stopped member is separated from the others, and counts alone until it has merged. */
  @Override
  Duration healing() {
    return Duration.ofSeconds(60);
  }
}
