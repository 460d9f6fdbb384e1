package io.limitrate.tck.cluster;

import java.nio.file.Path;
import java.util.List;

/** The nodes are clients of a member without Limitrate's classes. */
class HazelcastClientQuotaTest extends SharedQuotaContract {

  @Override
  List<Cluster.Setup> setups(Path directory) {
    HazelcastMember member = closing(HazelcastMember.start(directory));
    return Stores.hazelcastClients(directory, member.port(), NODES);
  }
}
