package io.limitrate.internal.store.provider;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.limitrate.config.SharedSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HazelcastCachesTest extends SharedCachesContract {
  @Override
  SharedSource start(Examples examples) {
    return examples.source(SharedSource.Provider.HAZELCAST, "Hazelcast member", 1);
  }

  @Test
  void runsProcessors() throws Exception {
    processorsCountEveryCall();
    asynchronousProcessorsCountEveryCall();
  }

  @Test
  void rejectsACacheWithAnotherExpiry() {
    one().open("limitrate-other", Duration.ofMinutes(1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> other().open("limitrate-other", Duration.ofMinutes(2)))
        .withMessage(
            "cache \"limitrate-other\": exists already, and must expire entries PT2M after they"
                + " were last written");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> other().open("limitrate-other", null))
        .withMessageEndingWith("must expire entries never");
  }
}
