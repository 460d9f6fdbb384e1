package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Outages of a provider with an asynchronous exchange. */
class ExchangeOutageTest extends AsyncOutageContract {
  ExchangeOutageTest() {
    super(TestAsync.exchangingWithARead(), "replace");
  }

  @Test
  void aHangingStoreFailsTheDeploymentWithinTwoSeconds() {
    nodes.caches.hang();
    try (Starvation starvation = new Starvation()) {
      long startNanos = System.nanoTime();

      assertThatThrownBy(nodes::add)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must update entries atomically");

      assertThat(System.nanoTime() - startNanos - starvation.nanos())
          .isLessThan(Duration.ofSeconds(2).toNanos() + SLACK_NANOS);
    }
  }

  @Test
  void anAbandonedCallIsNotCharged() {
    Node node = nodes.timeout(PATIENT).add();
    Node other = nodes.add();
    node.permitted(key, EXACT, 1);
    other.permitted(key, EXACT, 1);

    hangOver(node, "get");

    assertThat(other.acquire(key, EXACT, 0).remaining()).isEqualTo(998);
    assertThat(node.acquire(key, EXACT, 1).remaining()).isEqualTo(997);
  }
}
