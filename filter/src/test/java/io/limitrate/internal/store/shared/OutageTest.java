package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Key;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final CountedQuotas QUOTAS = CountedQuotas.parse("1000/1h fixed-window");
  private static final Duration TIMEOUT = Duration.ofMillis(50);

  /** The time-out of nodes whose calls must succeed, on a busy machine too. */
  static final Duration PATIENT = Duration.ofSeconds(1);

  /** The delay that a busy machine may add to a wait. */
  static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(2);

  final Nodes nodes = new Nodes().timeout(TIMEOUT);
  final Key key = Key.random();

  @AfterEach
  void close() {
    nodes.close();
  }

  @Test
  void aCallWaitsNoLongerThanTheTimeout() {
    Node node = nodes.add();
    nodes.caches.hang();
    try (Starvation starvation = new Starvation()) {
      long startNanos = System.nanoTime();

      assertThatThrownBy(() -> node.acquire(key, QUOTAS, 1))
          .isInstanceOf(StoreUnavailableException.class);

      assertThat(System.nanoTime() - startNanos)
          .isBetween(TIMEOUT.toNanos(), TIMEOUT.toNanos() + SLACK_NANOS + starvation.nanos());
    }
  }

  @Test
  void opensTheCircuitBreakerWhenTheStoreHangs() {
    Node node = nodes.add();
    nodes.caches.hang();

    lose(node);

    assertThat(nodes.availability).containsExactly(false);
    assertThatThrownBy(() -> node.acquire(key, QUOTAS, 1))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("the shared store is not available");
  }

  @Test
  void opensTheCircuitBreakerWhenTheStoreFails() {
    Node node = nodes.add();
    nodes.caches.failing = true;

    lose(node);

    assertThat(nodes.availability).containsExactly(false);
  }

  /** Makes calls with different keys, so that each call is an operation. */
  static void lose(Node node) {
    int calls = 0;
    while (node.store().available()) {
      assertThatThrownBy(() -> node.acquire(Key.random(), QUOTAS, 1))
          .isInstanceOf(RuntimeException.class);
      assertThat(++calls).as("failures until the breaker opens").isLessThan(20);
    }
  }

  @Test
  void usesARecoveredStoreAgainWithoutATrialCall() {
    Node node = nodes.timeout(PATIENT).add();
    node.permitted(key, QUOTAS, 1);
    nodes.caches.failing = true;
    lose(node);

    nodes.caches.failing = false;

    Nodes.await(() -> nodes.availability.equals(List.of(false, true)));
    assertThat(node.store().available()).isTrue();
    assertThat(node.acquire(key, QUOTAS, 0).remaining()).isEqualTo(999);
  }

  @Test
  void noticesAHangingStoreWithoutCalls() {
    Node node = nodes.add();

    nodes.caches.hang();

    Nodes.await(() -> !node.store().available());
    nodes.caches.goOn();
    Nodes.await(() -> node.store().available());
  }

  @Test
  void keepsAStoreThatAnswersSometimes() {
    Node node = nodes.timeout(PATIENT).add();
    for (int i = 0; i < 10; i++) {
      nodes.caches.failing = i % 3 == 0;
      try {
        node.acquire(Key.random(), QUOTAS, 1);
      } catch (RuntimeException expected) {
        assertThat(i % 3).isZero();
      }
    }
    nodes.caches.failing = false;

    assertThat(node.store().available()).isTrue();
  }

  @Test
  void aFailingStoreFailsTheDeployment() {
    nodes.caches.failing = true;

    assertThatThrownBy(nodes::add)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out of order");
  }
}
