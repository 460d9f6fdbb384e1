package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Key;
import io.limitrate.Policy;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.ManualCounts.FullKey;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.TestCall;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fullest keys of a policy whose counts several nodes share. */
class FullestSharedStoreTest {
  private final Policy policy =
      Policy.builder("p").key("user").quotas("1000/1h fixed-window").build();
  private final Policy other =
      Policy.builder("other").key("user").quotas("1000/1h fixed-window").build();
  private final Nodes nodes = new Nodes();
  private final StoreLimiter limiter =
      StoreLimiter.builder(nodes.add().store()).clock(nodes.time).secret(new byte[16]).build();

  @AfterEach
  void close() {
    nodes.close();
  }

  /** Makes calls, and returns their key. */
  private Key calls(Policy of, String user, int calls) {
    for (int i = 1; i < calls; i++) {
      call(of, user);
    }
    return call(of, user).charges().get(0).key();
  }

  private Execution call(Policy of, String user) {
    return limiter.check(new TestCall().with("user", user), List.of(of));
  }

  @Test
  void aNodeListsTheKeysThatItRejectsAndThoseThatItHasLeasesOf() {
    Key leased = calls(policy, "leased", 300);
    Key rejected = calls(policy, "rejected", 1_001);
    calls(policy, "rare", 1);
    calls(other, "leased", 500);

    List<FullKey> fullest = limiter.counts().fullest(policy, 10);

    assertThat(fullest).extracting(FullKey::key).containsExactly(rejected, leased);
    assertThat(fullest.get(0).present().remaining()).isZero();
    assertThat(fullest.get(1).present().remaining()).isEqualTo(700);
  }
}
