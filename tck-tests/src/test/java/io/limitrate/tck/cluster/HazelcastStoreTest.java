package io.limitrate.tck.cluster;

import io.limitrate.store.SharedSource;

class HazelcastStoreTest extends MemberStoreContract {
  HazelcastStoreTest() {
    super(SharedSource.Provider.HAZELCAST, HazelcastFile::member);
  }
}
