package io.limitrate.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.limitrate.Quotas;
import io.limitrate.StoreUnavailableException;
import io.limitrate.shared.Nodes.Node;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Outages where the provider has operations that hold no thread. */
class AsyncOutageTest extends OutageTest {
  private static final Quotas EXACT = SharedStoreTest.exact(Quotas.parse("1000/1h fixed-window"));

  private final TestAsync async = new TestAsync(false);

  AsyncOutageTest() {
    nodes.caches.async = async;
  }

  @Test
  void aStoreThatRefusesAtOnceIsSoonNotAskedAnyMore() {
    Node node = nodes.add();
    async.refuses = true;

    lose(node);

    assertThat(nodes.availability).startsWith(false);
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsNotCharged() {
    Node node = nodes.add();
    Node other = nodes.add();
    node.permitted(key, EXACT, 1);
    other.permitted(key, EXACT, 1);

    hangOver(node, "get");

    assertThat(other.acquire(key, EXACT, 0).remaining()).isEqualTo(998);
    assertThat(node.acquire(key, EXACT, 1).remaining()).isEqualTo(997);
  }

  @Test
  void aChargeOnItsWayIsMadeOnceThoughNobodyWaitsForItAnyMore() {
    Node node = nodes.add();
    Node other = nodes.add();
    node.permitted(key, EXACT, 1);

    hangOver(node, "replace");

    assertThat(other.acquire(key, EXACT, 0).remaining()).isEqualTo(998);
    assertThat(node.acquire(key, EXACT, 1).remaining()).isEqualTo(997);
  }

  /** A call that is over when the provider goes on. */
  private void hangOver(Node node, String operation) {
    nodes.caches.hang(Set.of(operation));
    assertThatThrownBy(() -> node.acquire(key, EXACT, 1))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("within 50 ms");
    int before = nodes.operations.size();
    nodes.caches.goOn();
    Nodes.await(() -> nodes.operations.size() > before);
  }
}
