package io.limitrate.tck.cluster;

import io.limitrate.config.SharedSource;

class InfinispanStoreTest extends MemberStoreContract {
  InfinispanStoreTest() {
    super(SharedSource.Provider.INFINISPAN, InfinispanFile::member);
  }
}
