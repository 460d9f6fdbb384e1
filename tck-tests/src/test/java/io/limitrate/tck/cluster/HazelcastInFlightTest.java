package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

class HazelcastInFlightTest extends SharedInFlightContract {

  @Override
  List<Cluster.Setup> nodes(Path directory) {
    return Stores.members(
        "hazelcast", directory, MemberAddress.find(NODES), HazelcastFile::wakefulMember);
  }

  /** A stopped member is separated from the others, and counts alone until it has merged. */
  @Override
  Duration healing() {
    return Duration.ofSeconds(60);
  }
}
