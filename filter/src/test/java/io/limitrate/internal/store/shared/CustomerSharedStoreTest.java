package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.KeySpec;
import io.limitrate.Policy;
import io.limitrate.QuotaProvider;
import io.limitrate.QuotaProvider.Settings;
import io.limitrate.Quotas;
import io.limitrate.internal.engine.StoreLimiter;
import io.limitrate.internal.engine.TestCall;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A customer with own quotas, whose calls are on several nodes. */
class CustomerSharedStoreTest {
  private static final byte[] SECRET = new byte[16];

  private final Nodes nodes = new Nodes();
  private final StoreLimiter first = limiter();
  private final StoreLimiter second = limiter();
  private volatile Quotas plan = Quotas.parse("1/1m");

  private StoreLimiter limiter() {
    return StoreLimiter.builder(nodes.add().store()).clock(nodes.time).secret(SECRET).build();
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    nodes.close();
  }

  private Policy policy() {
    QuotaProvider.Blocking provider = request -> Optional.of(plan);
    return Policy.builder("api")
        .key("user")
        .quotas("1/1h fixed-window")
        .quotasFrom(Settings.builder(provider, KeySpec.parse("user")).build())
        .build();
  }

  private static TestCall alice() {
    return new TestCall().with("user", "alice");
  }

  private static int admitted(StoreLimiter limiter, Policy policy, int calls) {
    int admitted = 0;
    for (int i = 0; i < calls; i++) {
      admitted += limiter.check(alice(), List.of(policy)).permitted() ? 1 : 0;
    }
    return admitted;
  }

  /** Changes the plan, and waits until the nodes know it, for at most twenty seconds. */
  private void plan(Policy policy, String quotas) {
    plan = Quotas.parse(quotas);
    for (StoreLimiter node : List.of(first, second)) {
      node.counts().refresh(policy, "alice");
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!known(node, policy).equals(plan) && deadline - System.nanoTime() > 0) {
        Thread.onSpinWait();
      }
      assertThat(known(node, policy)).isEqualTo(plan);
    }
  }

  private static Quotas known(StoreLimiter node, Policy policy) {
    return node.peek(alice(), List.of(policy)).charges().get(0).quotas();
  }

  /** These large quotas have leases, and the small ones have none. */
  @ParameterizedTest
  @CsvSource({"2000/1m, 20/1m", "20/1m, 2000/1m", "2000/1m, 4000/1m"})
  void theNodesTogetherAdmitThePlanAlsoWhenItChanges(String before, String after) {
    Policy policy = policy();
    plan(policy, before);
    int most = (int) plan.list().get(0).limit();

    int admitted = admitted(first, policy, most * 3 / 4) + admitted(second, policy, most * 3 / 4);
    assertThat(admitted).isBetween(most / 2, most);

    plan(policy, after);
    int then = admitted(first, policy, 5_000) + admitted(second, policy, 5_000);

    assertThat(then).isBetween(0, (int) plan.list().get(0).limit() * (most - admitted + 1) / most);
  }
}
