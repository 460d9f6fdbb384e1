package io.limitrate.tck.cluster;

import io.limitrate.config.SharedSource;
import java.nio.file.Path;
import java.util.List;

class InfinispanRollingUpdateTest extends RollingUpdateContract {

  @Override
  List<SharedSource> sources(Path directory) {
    return Stores.memberSources(
        SharedSource.Provider.INFINISPAN, directory, NODES, InfinispanFile::member);
  }
}
