package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Policy;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.TestCall;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy with a reserve whose calls are on several nodes. */
class ReserveSharedStoreTest {
  private static final byte[] SECRET = new byte[16];

  private final Nodes nodes = new Nodes();
  private final List<StoreLimiter> limiters = List.of(limiter(), limiter());

  private StoreLimiter limiter() {
    return StoreLimiter.builder(nodes.add().store()).clock(nodes.time).secret(SECRET).build();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private static Policy policy(String quotas) {
    return Policy.builder("p").quotas(quotas).reserve("critical", 20).build();
  }

  private Execution check(int node, Policy policy, int rank) {
    TestCall call = new TestCall().with("rank", String.valueOf(rank));
    return limiters.get(node).check(call, List.of(policy));
  }

  /** Returns how many of these calls are permitted, which the nodes receive in turn. */
  private int permitted(Policy policy, int rank, int calls) {
    int permitted = 0;
    for (int i = 0; i < calls; i++) {
      permitted += check(i % 2, policy, rank).permitted() ? 1 : 0;
    }
    return permitted;
  }

  /** The quotas of 1000 have leases. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000/1h",
        "1000/1h fixed-window",
        "1000/1h sliding-window-log",
        "1000/1h, 5000/1d",
        "50/1h",
        "50/1h sliding-window-counter",
        "50 in-flight"
      })
  void allNodesTogetherLeaveTheReserve(String quotas) {
    Policy policy = policy(quotas);
    int units = (int) policy.quotas().list().get(0).limit();

    assertThat(permitted(policy, 3, units)).isEqualTo(units * 4 / 5);
    assertThat(permitted(policy, 0, units)).isEqualTo(units / 5);
  }

  /** A node rejects calls by itself after a rejection, but not calls that may take the reserve. */
  @Test
  void aFloodOfLowCallsCostsNoCriticalCall() {
    Policy policy = policy("1000/1m");
    int lost = 0;
    for (int i = 0; i < 200; i++) {
      permitted(policy, 3, 20);
      lost += check(i % 2, policy, 0).permitted() ? 0 : 1;
    }

    assertThat(lost).isZero();
  }

  /** Leases of critical calls take units out of the count, so low calls get less, never more. */
  @ParameterizedTest
  @ValueSource(strings = {"1000/1h", "1000/1h fixed-window", "1000/1h sliding-window-counter"})
  void mixedClassesNeverExceedTheQuotaAndCriticalCallsGetTheirPart(String quotas) {
    Policy policy = policy(quotas);
    int critical = 0;
    int low = 0;
    for (int i = 0; i < 2_000; i++) {
      low += check(i % 2, policy, 3).permitted() ? 1 : 0;
      critical += i % 3 == 0 && check(i / 2 % 2, policy, 0).permitted() ? 1 : 0;
    }
    critical += permitted(policy, 0, 1_000);

    assertThat(critical + low).isLessThanOrEqualTo(1_000);
    assertThat(low).isLessThanOrEqualTo(800);
    assertThat(critical).isGreaterThanOrEqualTo(200);
  }
}
