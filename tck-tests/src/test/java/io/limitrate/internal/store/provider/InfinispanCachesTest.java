package io.limitrate.internal.store.provider;

import io.limitrate.config.SharedSource;
import org.junit.jupiter.api.Test;

class InfinispanCachesTest extends SharedCachesContract {
  @Override
  SharedSource start(Examples examples) {
    return examples.source(SharedSource.Provider.INFINISPAN, "Infinispan", 1);
  }

  @Test
  void runsProcessors() throws Exception {
    processorsCountEveryCall();
  }
}
