package io.limitrate.internal.store.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.limitrate.internal.engine.CountedQuotas;
import io.limitrate.internal.store.shared.Nodes.Node;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of a shared store, with an asynchronous exchange. */
class ExchangeSharedStoreTest extends SharedStoreTest {
  private static final CountedQuotas QUOTAS = exact(CountedQuotas.parse("100/1h fixed-window"));

  private final TestAsync async = TestAsync.exchangingWithARead();

  ExchangeSharedStoreTest() {
    nodes.caches.async = async;
  }

  @Test
  void nodesSeeEachOthersCharges() {
    Node one = nodes.add();
    Node other = nodes.add();

    for (int i = 0; i < 10; i++) {
      one.permitted(key, QUOTAS, 2);
      other.permitted(key, QUOTAS, 1);
    }

    assertThat(one.acquire(key, QUOTAS, 0).remaining()).isEqualTo(70);
  }

  @Test
  void aRightGuessTakesOneOperation() {
    Node node = nodes.add();
    node.permitted(key, QUOTAS, 1);
    int before = nodes.caches.entryOperations.get();

    assertThat(node.permitted(key, QUOTAS, 10)).isEqualTo(10);

    assertThat(nodes.caches.entryOperations.get() - before).isEqualTo(10);
  }

  @Test
  void readsFirstAfterAWrongGuessUntilNoOtherNodeUpdatesTheEntry() {
    Node one = nodes.add();
    Node other = nodes.add();
    one.permitted(key, QUOTAS, 1);
    other.permitted(key, QUOTAS, 1);
    one.permitted(key, QUOTAS, 1);
    other.permitted(key, QUOTAS, 1);
    int before = nodes.caches.entryOperations.get();

    one.permitted(key, QUOTAS, 3);

    // A read and a replacement, twice; then a guess.
    assertThat(nodes.caches.entryOperations.get() - before).isEqualTo(5);
  }

  @Test
  void concurrentNodesMakeEachChargeOnce() throws Exception {
    CountedQuotas large = exact(CountedQuotas.parse("10000/1h fixed-window"));

    int permitted = together(key, large, 500, nodes.add(), nodes.add(), nodes.add());

    assertThat(permitted).isEqualTo(3_000);
    assertThat(nodes.add().acquire(key, large, 0).remaining()).isEqualTo(7_000);
  }

  @Test
  void returnsARefundOnceBetweenAsynchronousOperations() {
    Node one = nodes.add();
    Node other = nodes.add();
    for (int i = 0; i < 10; i++) {
      one.acquire(key, QUOTAS, 5);
      other.acquire(key, QUOTAS, 1);
      one.settle(key, QUOTAS, 5, 2);
    }

    assertThat(other.acquire(key, QUOTAS, 0).remaining()).isEqualTo(100 - 10 * 3);
  }

  @Test
  void anExchangeThatLosesChargesIsNotUsed() {
    async.exchangeLoses = true;
    nodes.caches.invokeLoses = true;

    twoNodesCountEveryCharge();
  }

  /** The same contract, where a failed exchange returns the text found without a second trip. */
  @Nested
  class InOneTrip extends SharedStoreTest {
    private final TestAsync async = TestAsync.exchanging();

    InOneTrip() {
      nodes.caches.async = async;
    }

    @Test
    void aWrongGuessTakesNoExtraRead() {
      Node one = nodes.add();
      Node other = nodes.add();
      one.permitted(key, QUOTAS, 1);
      other.permitted(key, QUOTAS, 1);
      async.exchanges.set(0);

      one.permitted(key, QUOTAS, 1);
      one.permitted(key, QUOTAS, 1);

      assertThat(async.exchanges.get()).isEqualTo(3);
    }
  }
}
