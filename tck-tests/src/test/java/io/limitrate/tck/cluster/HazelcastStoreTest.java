package io.limitrate.tck.cluster;

import io.limitrate.config.SharedSource;

class HazelcastStoreTest extends MemberStoreContract {
  HazelcastStoreTest() {
    super(SharedSource.Provider.HAZELCAST, HazelcastFile::member);
  }
}
