package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.ManualClock;
import io.limitrate.Policy;
import io.limitrate.Quotas.Ban;
import io.limitrate.internal.engine.Clock;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.ManualCounts.Count;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.TestCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A policy with a ban whose calls are on several nodes. */
class BanSharedStoreTest {
  private static final byte[] SECRET = new byte[16];

  private final Policy policy =
      Policy.builder("p")
          .key("user")
          .quotas("2/1s")
          .ban(new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(10)))
          .build();

  private final Nodes nodes = new Nodes();
  private final StoreLimiter first = limiter();
  private final StoreLimiter second = limiter();

  private StoreLimiter limiter() {
    return StoreLimiter.builder(nodes.add().store()).clock(nodes.time).secret(SECRET).build();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private Execution call(StoreLimiter node) {
    return node.check(new TestCall().with("user", "mallory"), List.of(policy));
  }

  private static boolean banned(Execution execution) {
    return execution.charges().get(0).banned();
  }

  private void ban(StoreLimiter node) {
    while (!banned(call(node))) {
      // until the third rejection
    }
  }

  @Test
  void theRejectionsOfAllNodesCountTogether() {
    call(first);
    call(second);

    assertThat(banned(call(first))).isFalse();
    assertThat(banned(call(second))).isFalse();
    assertThat(banned(call(first))).isTrue();
  }

  /** The first call asks for the ban and does not wait for the answer. */
  @Test
  void anotherNodeLearnsOfABanAtItsFirstCall() {
    ban(first);
    nodes.time.advance(Duration.ofSeconds(5));

    call(second);

    Nodes.await(() -> banned(call(second)));
    nodes.time.advance(Duration.ofMinutes(10));
    assertThat(call(second).permitted()).isTrue();
  }

  @Test
  void aNodeThatServesTheKeyLearnsOfABanAfterASecond() {
    call(second);
    ban(first);
    nodes.time.advance(Duration.ofSeconds(1));

    call(second);

    Nodes.await(() -> banned(call(second)));
  }

  @Test
  void aNodeAsksAtMostOnceASecondForTheBansOfAKey() {
    Policy wide =
        Policy.builder("wide")
            .key("user")
            .quotas("100000/1s")
            .ban(new Ban(3, Duration.ofMinutes(1), Duration.ofMinutes(10)))
            .build();
    first.check(new TestCall().with("user", "alice"), List.of(wide));
    Nodes.await(() -> nodes.operations.size() >= 2);
    nodes.operations.clear();

    for (int i = 0; i < 1_000; i++) {
      first.check(new TestCall().with("user", "alice"), List.of(wide));
    }

    assertThat(nodes.operations.size()).isLessThan(100);
  }

  @Test
  void anotherNodeLearnsWithinASecondThatABanIsLifted() {
    ban(first);
    call(second);
    Nodes.await(() -> banned(call(second)));
    Count mallory =
        new Count(
            policy,
            null,
            null,
            (spec, seed) -> spec.resolve(new TestCall().with("user", "mallory"), seed));

    assertThat(first.counts().bans().list(policy)).hasSize(1);
    assertThat(first.counts().bans().lift(mallory)).isTrue();
    nodes.time.advance(Duration.ofSeconds(1));

    assertThat(call(first).permitted()).isTrue();
    call(second);
    Nodes.await(() -> !banned(call(second)));
  }

  @Test
  void theListOfBansUsesTheTimeOfTheClusterOnANodeWhoseClockIsBehind() {
    ManualClock behind = new ManualClock();
    behind.advance(Duration.ofHours(-1));
    StoreLimiter third =
        StoreLimiter.builder(nodes.add(Clock.of(behind)).store())
            .clock(behind)
            .secret(SECRET)
            .build();
    ban(first);

    assertThat(third.counts().bans().list(policy))
        .isEqualTo(first.counts().bans().list(policy))
        .hasSize(1);
  }

  @Test
  void aKnownBanStaysInForceWhileTheStoreFails() {
    ban(first);

    nodes.caches.failing = true;
    nodes.time.advance(Duration.ofMinutes(5));

    for (int i = 0; i < 50; i++) {
      assertThat(banned(call(first))).isTrue();
    }
    nodes.caches.failing = false;
  }
}
