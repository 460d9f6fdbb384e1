package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.CallOutcome;
import io.limitrate.CallOutcome.Counting;
import io.limitrate.Policy;
import io.limitrate.internal.engine.CallResult;
import io.limitrate.internal.engine.Execution;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.TestCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy with {@code count} whose calls are on several nodes. */
class CountSharedStoreTest {
  private static final byte[] SECRET = new byte[16];

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

  private static CallResult answered(int status) {
    return CallResult.ofRequest(CallOutcome.RETURNED, status, null);
  }

  /** With these quotas another policy would have leases. */
  @ParameterizedTest
  @ValueSource(strings = {"1000/1m", "1000/1m sliding-window-log", "1000/1m fixed-window"})
  void allNodesSeeTheReturnedUnitsOfALongCall(String quotas) {
    Policy policy =
        Policy.builder("p")
            .quotas(quotas)
            .cost(call -> 300)
            .count(Counting.of(List.of("404"), List.of()))
            .build();
    List<Policy> policies = List.of(policy);
    List<Execution> running =
        List.of(
            first.check(new TestCall(), policies),
            second.check(new TestCall(), policies),
            first.check(new TestCall(), policies));
    assertThat(second.check(new TestCall(), policies).permitted()).isFalse();

    nodes.time.advance(Duration.ofSeconds(3));
    running.forEach(execution -> execution.settle(answered(200)));

    assertThat(second.peek(new TestCall(), policies).charges().get(0).decision().remaining())
        .isEqualTo(1000);
  }
}
