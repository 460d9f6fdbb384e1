package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.StoreUnavailableException;
import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.Nodes.Node;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Outages of a provider with asynchronous operations. */
abstract class AsyncOutageContract extends OutageTest {
  static final CountedQuotas EXACT =
      SharedStoreTest.exact(CountedQuotas.parse("1000/1h fixed-window"));

  private final TestAsync async;
  private final String charge;

  /**
   * Uses the provider.
   *
   * @param charge the name of the operation that charges
   */
  AsyncOutageContract(TestAsync async, String charge) {
    this.async = async;
    this.charge = charge;
    nodes.caches.async = async;
  }

  @Test
  void opensTheCircuitBreakerWhenOperationsFailEarly() {
    Node node = nodes.add();
    async.rejects = true;

    lose(node);

    assertThat(nodes.availability).startsWith(false);
  }

  /** A starting node watches the clock for 1.5 s, longer than a call may wait. */
  @Test
  void nodesStartAgainAfterAllNodesStopped() {
    nodes.timeout(PATIENT);
    nodes.caches.invokeLoses = true;
    nodes.add().store().close();
    nodes.time.advance(Duration.ofMinutes(1));

    Node again = nodes.add();

    assertThat(again.permitted(key, EXACT, 1)).isEqualTo(1);
  }

  @Test
  void aPendingChargeIsMadeOnceAfterItsCallerGaveUp() {
    Node node = nodes.timeout(PATIENT).add();
    Node other = nodes.add();
    node.permitted(key, EXACT, 1);

    hangOver(node, charge);

    assertThat(other.acquire(key, EXACT, 0).remaining()).isEqualTo(998);
    assertThat(node.acquire(key, EXACT, 1).remaining()).isEqualTo(997);
  }

  /** Makes a call whose operation ends after the call's time-out. */
  final void hangOver(Node node, String operation) {
    nodes.caches.hang(Set.of(operation));
    assertThatThrownBy(() -> node.acquire(key, EXACT, 1))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("within " + PATIENT.toMillis() + " ms");
    int before = nodes.operations.size();
    nodes.caches.goOn();
    Nodes.await(() -> nodes.operations.size() > before);
  }
}
