package io.limitrate.internal.store.provider;

import io.limitrate.config.SharedSource;
import org.junit.jupiter.api.Test;

class HazelcastClientCachesTest extends SharedCachesContract {
  private SharedNode member;

  @Override
  SharedSource start(Examples examples) {
    member =
        SharedNode.open(examples.source(SharedSource.Provider.HAZELCAST, "Hazelcast member", 1));
    return examples.source(SharedSource.Provider.HAZELCAST_CLIENT, "Hazelcast client", 0);
  }

  @Override
  void stop() {
    if (member != null) {
      member.close();
    }
  }

  @Test
  void exchanges() throws Exception {
    exchangesAnEntryAndReturnsTheTextFound();
    concurrentExchangesLoseNoCount();
    anEntryExpiresAfterItsLastExchange();
  }
}
