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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** Each step is {@code calls * cost}. */
  @ParameterizedTest
  @CsvSource({
    "1*2000 900*1, 100",
    "900*1 1*2000, 100",
    "450*1 1*2000 450*1, 100",
    "900*1 1*200 50*1, 50",
    "950*1 1*200 50*1 1*1, 0"
  })
  void aCallOfTooHighACostHidesNoUse(String steps, long left) {
    Policy costly =
        Policy.builder("costly")
            .key("user")
            .quotas("1000/1h fixed-window")
            .cost(call -> Long.parseLong(String.valueOf(call.header("Cost"))))
            .build();
    for (String step : steps.split(" ")) {
      String[] parts = step.split("\\*");
      for (int i = 0; i < Integer.parseInt(parts[0]); i++) {
        TestCall call = new TestCall().with("user", "alice").with("header:Cost", parts[1]);
        limiter.check(call, List.of(costly));
      }
    }

    List<FullKey> fullest = limiter.counts().fullest(costly, 10);

    assertThat(fullest).extracting(key -> key.present().remaining()).containsExactly(left);
  }

  @Test
  void eachNodeListsTheKeysThatItKnows() {
    StoreLimiter second =
        StoreLimiter.builder(nodes.add().store()).clock(nodes.time).secret(new byte[16]).build();
    Key alice = calls(policy, "alice", 300);
    Key bob = null;
    for (int i = 0; i < 400; i++) {
      TestCall call = new TestCall().with("user", "bob");
      bob = second.check(call, List.of(policy)).charges().get(0).key();
    }

    List<FullKey> first = limiter.counts().fullest(policy, 10);
    List<FullKey> other = second.counts().fullest(policy, 10);

    assertThat(first).extracting(FullKey::key).containsExactly(alice);
    assertThat(other).extracting(FullKey::key).containsExactly(bob);
    assertThat(first.get(0).present().remaining()).isEqualTo(700);
    assertThat(other.get(0).present().remaining()).isEqualTo(600);
  }
}
