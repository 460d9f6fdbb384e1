package io.limitrate.internal.store.provider;

import io.limitrate.config.SharedSource;
import org.junit.jupiter.api.Test;

class InfinispanCachesTest extends SharedCachesContract {
  @Override
  SharedSource start(Examples examples) {
    return examples.source(SharedSource.Provider.INFINISPAN, "Infinispan", 1);
  }

  /** A member of a busy machine may need longer than a second to confirm a change. */
  @Override
  SharedNode node(SharedSource source) {
    return SharedNode.openPatient(source);
  }

  @Test
  void runsProcessors() throws Exception {
    processorsCountEveryCall();
  }
}
