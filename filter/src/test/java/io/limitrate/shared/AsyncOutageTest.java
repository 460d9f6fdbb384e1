package io.limitrate.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.Quotas;
import io.limitrate.shared.Nodes.Node;
import org.junit.jupiter.api.Test;

/** Outages where the provider has operations that hold no thread. */
class AsyncOutageTest extends OutageTest {
  private static final Quotas EXACT = SharedStoreTest.exact(Quotas.parse("1000/1h fixed-window"));

  private final TestAsync async = TestAsync.replacing(false);

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

    hangOver(node, EXACT, "get");

    assertThat(other.acquire(key, EXACT, 0).remaining()).isEqualTo(998);
    assertThat(node.acquire(key, EXACT, 1).remaining()).isEqualTo(997);
  }

  @Test
  void aChargeOnItsWayIsMadeOnceThoughNobodyWaitsForItAnyMore() {
    Node node = nodes.add();
    Node other = nodes.add();
    node.permitted(key, EXACT, 1);

    hangOver(node, EXACT, "replace");

    assertThat(other.acquire(key, EXACT, 0).remaining()).isEqualTo(998);
    assertThat(node.acquire(key, EXACT, 1).remaining()).isEqualTo(997);
  }
}
