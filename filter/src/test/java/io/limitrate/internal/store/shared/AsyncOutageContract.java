package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Quotas;
import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Outages where the provider has operations that hold no thread. */
abstract class AsyncOutageContract extends OutageTest {
  static final Quotas EXACT = SharedStoreTest.exact(Quotas.parse("1000/1h fixed-window"));

  private final TestAsync async;
  private final String charge;

  /**
   * Over that provider.
   *
   * @param charge the operation that charges
   */
  AsyncOutageContract(TestAsync async, String charge) {
    this.async = async;
    this.charge = charge;
    nodes.caches.async = async;
  }

  @Test
  void aStoreThatRejectsAtOnceIsSoonNotAskedAnyMore() {
    Node node = nodes.add();
    async.rejects = true;

    lose(node);

    assertThat(nodes.availability).startsWith(false);
  }

  /** A node looks for others for a second and a half, longer than a call may wait. */
  @Test
  void nodesStartAgainAfterAllOfThemWereStopped() {
    nodes.caches.invokeLoses = true;
    nodes.add().store().close();
    nodes.time.advance(Duration.ofMinutes(1));

    Node again = nodes.add();

    assertThat(again.permitted(key, EXACT, 1)).isEqualTo(1);
  }

  @Test
  void aChargeOnItsWayIsMadeOnceThoughNobodyWaitsForItAnyMore() {
    Node node = nodes.add();
    Node other = nodes.add();
    node.permitted(key, EXACT, 1);

    hangOver(node, charge);

    assertThat(other.acquire(key, EXACT, 0).remaining()).isEqualTo(998);
    assertThat(node.acquire(key, EXACT, 1).remaining()).isEqualTo(997);
  }

  /** A call that is over when the provider goes on. */
  final void hangOver(Node node, String operation) {
    nodes.caches.hang(Set.of(operation));
    assertThatThrownBy(() -> node.acquire(key, EXACT, 1))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("within 50 ms");
    int before = nodes.operations.size();
    nodes.caches.goOn();
    Nodes.await(() -> nodes.operations.size() > before);
  }
}
